import { MpeZones } from './mpe-zones.js';
import type { PickupSettings } from './pickup-settings.js';

/** Which channels count, which strings they are, and who speaks for whom. */
export class ChannelPlan {
  readonly zones = new MpeZones();

  constructor(private readonly settings: PickupSettings) {}

  isHeard(channel: number): boolean {
    const { layout, basicChannel, openStrings } = this.settings;
    switch (layout) {
      case 'any-channel':
        return true;
      case 'one-channel':
        return channel === basicChannel;
      case 'string-channels':
        return channel >= basicChannel && channel < basicChannel + openStrings.length;
      case 'mpe':
        return this.zones.managerOf(channel) !== null;
    }
  }

  /** 1 is the highest string; `null` where the channel does not tell. */
  stringOf(channel: number): number | null {
    const { layout, basicChannel, mpeStrings, openStrings, stringOrder } = this.settings;
    if (layout !== 'string-channels' && !(layout === 'mpe' && mpeStrings)) return null;
    const first = layout === 'mpe' ? 2 : basicChannel;
    const place = channel - first + 1;
    if (place < 1 || place > openStrings.length) return null;
    return stringOrder === 'high-first' ? place : openStrings.length + 1 - place;
  }

  /** The channel whose bend also counts on this one; `null` without. */
  managerOf(channel: number): number | null {
    const manager = this.settings.layout === 'mpe' ? this.zones.managerOf(channel) : null;
    return manager === channel ? null : manager;
  }

  /** The channels that a message on this one concerns: a manager speaks for its members too. */
  reachOf(channel: number): readonly number[] {
    return this.settings.layout === 'mpe' ? [channel, ...this.zones.membersOf(channel)] : [channel];
  }
}
