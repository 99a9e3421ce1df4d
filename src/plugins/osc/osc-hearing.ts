import {
  type InputContext,
  type Milliseconds,
  messageOf,
  parseTuning,
  type Undo,
} from '../../core/plugin/index.js';
import { isPattern } from './address-pattern.js';
import { dueTime } from './due-time.js';
import type { OscConfig } from './osc-config.js';
import { OscMapper } from './osc-mapper.js';
import { decodePacket } from './osc-packet.js';
import type { OscMessage } from './osc-types.js';
import { echoed, encodeMessage } from './osc-writer.js';
import { rulesOf } from './presets.js';
import { Tally } from './tally.js';

/** Messages that wait for their time tag; what comes on top is taken at once. */
const MOST_WAITING = 1000;
/** A pattern is held against every rule: nobody needs more of them in one packet. */
const MOST_PATTERNS = 8;

type Answer = (packet: Uint8Array) => void;

/** From packets to readings, whatever way the packets came. */
export class OscHearing {
  readonly tally = new Tally();
  private readonly mapper: OscMapper;
  private readonly waiting = new Set<Undo>();

  constructor(
    private readonly context: InputContext<OscConfig>,
    /** Tells of every message; true for those that no rule needs to take. */
    private readonly heard: (address: string) => boolean,
  ) {
    const { config, clock } = context;
    this.mapper = new OscMapper(
      {
        rules: rulesOf(config.presets, config.rules),
        openStrings: parseTuning(config.tuning).soundingStrings,
        basicChannel: config.basic_channel,
        bendRange: config.bend_range,
        stuckNoteAfter: config.stuck_note_s * 1000,
        latency: config.latency_ms,
        beatsInBar: config.beats_in_bar,
      },
      { emit: (reading) => context.emit(reading), call: (method) => void this.call(method) },
      Math.round(clock.now()).toString(36),
    );
  }

  receive(packet: Uint8Array, answer: Answer): void {
    const { messages, faults } = decodePacket(packet);
    this.tally.count('packets');
    for (const fault of faults) this.tally.count('faults', fault);
    let patterns = 0;
    for (const message of messages) {
      if (isPattern(message.address) && ++patterns > MOST_PATTERNS)
        this.tally.count('faults', 'too-many-patterns');
      else this.schedule(message, answer);
    }
  }

  tick(time: Milliseconds): void {
    const stuck = this.mapper.tick(time);
    for (let each = 0; each < stuck; each += 1) this.tally.count('stuck_notes');
  }

  stop(): void {
    for (const undo of this.waiting) undo();
    this.waiting.clear();
    this.mapper.silence(this.context.clock.now());
  }

  private schedule(message: OscMessage, answer: Answer) {
    const { clock } = this.context;
    const { time, isTooFar } = dueTime(message.timeTag, clock);
    if (isTooFar) this.tally.count('tags_too_far_ahead');
    const wait = time - clock.now();
    if (wait <= 0 || this.waiting.size >= MOST_WAITING) return this.take(message, answer, clock.now());
    const undo = clock.after(wait, () => {
      this.waiting.delete(undo);
      this.take(message, answer, time);
    });
    this.waiting.add(undo);
  }

  private take(message: OscMessage, answer: Answer, time: Milliseconds): void {
    const isKnown = this.heard(message.address);
    const rules = this.mapper.accept(message, time);
    if (rules.length === 0 && !isKnown) this.tally.count('unknown', message.address);
    if (!rules.some((rule) => rule.as === 'ping')) return;
    answer(encodeMessage({ address: '/fretcoach/pong', args: echoed(message.args) }));
  }

  private async call(method: string): Promise<void> {
    const { door, log } = this.context;
    try {
      await door.request(method, {}, ['control']);
    } catch (error) {
      const why = messageOf(error);
      log.warn(`A button asked for ${method}, which was refused: ${why}`);
    }
  }
}
