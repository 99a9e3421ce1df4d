import {
  defineInput,
  type InputContext,
  parseTuning,
  type RunningPlugin,
  type UdpPeer,
  type UdpPort,
  type Undo,
} from '../../core/plugin/index.js';
import { dueTime } from './due-time.js';
import { type OscConfig, oscConfig } from './osc-config.js';
import { OscMapper } from './osc-mapper.js';
import { decodePacket } from './osc-packet.js';
import type { OscMessage } from './osc-types.js';
import { echoed, encodeMessage } from './osc-writer.js';
import { rulesOf } from './presets.js';
import { senderFilter } from './senders.js';
import { Tally } from './tally.js';

const TICK = 100;
const TICKS_PER_REPORT = 10;
/** Messages that wait for their time tag; what comes on top is taken at once. */
const MOST_WAITING = 1000;

/** Hears notes, pitches and transport from any program that speaks Open Sound Control. */
export const input = defineInput<OscConfig>({
  name: 'osc',
  config: oscConfig,
  create: (context) => new OscInput(context),
});

class OscInput implements RunningPlugin<OscConfig> {
  private readonly mapper: OscMapper;
  private readonly isWelcome: (address: string) => boolean;
  private readonly tally = new Tally();
  private readonly waiting = new Set<Undo>();
  private readonly undos: Undo[] = [];
  private port: UdpPort | null = null;
  private ticks = 0;

  constructor(private readonly context: InputContext<OscConfig>) {
    const { config, clock } = context;
    this.isWelcome = senderFilter(config.allow);
    this.mapper = new OscMapper(
      {
        rules: rulesOf(config.presets, config.rules),
        openStrings: parseTuning(config.tuning).soundingStrings,
        basicChannel: config.basic_channel,
        bendRange: config.bend_range,
        stuckNoteAfter: config.stuck_note_s * 1000,
      },
      { emit: (reading) => context.emit(reading), call: (method) => void this.call(method) },
      Math.round(clock.now()).toString(36),
    );
  }

  async start(): Promise<void> {
    const { config, clock, udp, signal } = this.context;
    if (config.port === null)
      return this.context.status('running', 'Listens to nothing, as its port is null.');
    const address = { host: config.host, port: config.port };
    this.port = await udp.listen(address, (packet, from) => this.receive(packet, from));
    this.undos.push(
      this.port.close,
      clock.every(TICK, () => this.tick()),
    );
    if (signal.aborted) return this.stop();
    this.introduce(config, this.port.port);
  }

  stop(): void {
    for (const undo of [...this.undos.splice(0), ...this.waiting]) undo();
    this.waiting.clear();
    this.mapper.silence(this.context.clock.now());
  }

  private introduce({ host, presets, rules }: OscConfig, port: number): void {
    const maps = [...presets, ...(rules.length > 0 ? ['your rules'] : [])].join(', ') || 'no address map';
    this.context.status('running', `Listens for OSC on ${host}:${port} (${maps}).`);
    this.context.details({ port });
  }

  private receive(packet: Uint8Array, from: UdpPeer) {
    if (!this.isWelcome(from.address)) return this.tally.count('refused', from.address);
    const { messages, faults } = decodePacket(packet);
    this.tally.count('packets');
    for (const fault of faults) this.tally.count('faults', fault);
    for (const message of messages) this.schedule(message, from);
  }

  private schedule(message: OscMessage, from: UdpPeer) {
    const { clock } = this.context;
    const { time, isTooFar } = dueTime(message.timeTag, clock);
    if (isTooFar) this.tally.count('tags_too_far_ahead');
    const wait = time - clock.now();
    if (wait <= 0 || this.waiting.size >= MOST_WAITING) return this.take(message, from, clock.now());
    const undo = clock.after(wait, () => {
      this.waiting.delete(undo);
      this.take(message, from, time);
    });
    this.waiting.add(undo);
  }

  private take(message: OscMessage, from: UdpPeer, time: number): void {
    const rules = this.mapper.accept(message, time);
    if (rules.length === 0) this.tally.count('unknown', message.address);
    if (rules.some((rule) => rule.as === 'ping')) this.answer(message, from);
  }

  private answer({ args }: OscMessage, to: UdpPeer): void {
    this.port?.send(encodeMessage({ address: '/fretcoach/pong', args: echoed(args) }), to);
  }

  private async call(method: string): Promise<void> {
    const { door, log } = this.context;
    try {
      await door.request(method, {}, ['control']);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn(`A button asked for ${method}, which was refused: ${why}`);
    }
  }

  private tick(): void {
    const stuck = this.mapper.tick(this.context.clock.now());
    for (let each = 0; each < stuck; each += 1) this.tally.count('stuck_notes');
    this.ticks = (this.ticks + 1) % TICKS_PER_REPORT;
    const news = this.ticks === 0 ? this.tally.news() : null;
    if (news) this.context.details(news);
  }
}
