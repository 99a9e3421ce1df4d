import type { Milliseconds } from '../core/music/units.js';
import type { Logger } from '../core/plugin/logger.js';
import type { RunningBridge } from '../main.js';
import type { Io } from './command.js';
import { type Heard, Listener, minutes, PLAYER, type Recording } from './heard.js';
import { pluginLoader } from './plugin-schemas.js';
import type { Settings } from './settings.js';
import { withStandIn } from './stand-in.js';
import { withBridge } from './with-bridge.js';

/** Plays a recording at its own speed through a bridge with all its outputs; the practice is stored. */
export async function replayLive(
  { file, use }: Recording,
  settings: Settings,
  log: Logger,
  io: Io,
): Promise<Heard> {
  const player = { id: PLAYER, use, enabled: true, required: true, config: { source: { file } } };
  const staged = await withStandIn(settings, pluginLoader(io.cwd), player);
  const listener = new Listener(true);
  let beganAt = 0;
  const play = async (bridge: RunningBridge) => {
    io.err(`It plays; see ${bridge.url}/ and ${bridge.url}/overlay/note.`);
    beganAt = await untilOver(bridge, listener, io);
  };
  await withBridge(staged, log, io, play, { hear: (feedback) => listener.hear(feedback) });
  return sinceBeginning(listener.heard, beganAt);
}

/** The input says when it is over. Resolves with when the recording began, on the bridge's clock. */
function untilOver(bridge: RunningBridge, listener: Listener, io: Io): Promise<Milliseconds> {
  return new Promise((resolve) => {
    const look = (): void => {
      const status = bridge.statuses().find(({ id }) => id === PLAYER);
      const beganAt = Number(status?.details.began_at_ms ?? 0);
      io.progress(`Heard ${minutes(listener.time - beganAt)}, ${listener.notes.length} notes …`);
      if (status?.state !== 'stopped' && !io.signal.aborted) return;
      clearInterval(timer);
      resolve(beganAt);
    };
    const timer = setInterval(look, 200);
  });
}

/** Times in the recording, as when it is only analysed. */
function sinceBeginning(heard: Heard, beganAt: Milliseconds): Heard {
  const { notes, pitches, duration } = heard;
  return {
    ...heard,
    notes: notes.map((note) => ({ ...note, onset: note.onset - beganAt })),
    pitches: pitches.map((pitch) => ({ ...pitch, time: pitch.time - beganAt })),
    duration: duration - beganAt,
  };
}
