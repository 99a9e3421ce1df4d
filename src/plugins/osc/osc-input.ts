import {
  defineInput,
  type InputContext,
  type RunningPlugin,
  type UdpPort,
  type Undo,
} from '../../core/plugin/index.js';
import { announce, type Service } from './announcement.js';
import { type OscConfig, oscConfig } from './osc-config.js';
import { OscHearing } from './osc-hearing.js';
import { OscQueryServer, queryTree } from './osc-query.js';
import { encodeMessage } from './osc-writer.js';
import { rulesOf } from './presets.js';
import { senderFilter } from './senders.js';
import { SUBSCRIPTIONS, Subscriber } from './subscriptions.js';
import { TcpDoor } from './tcp-door.js';

const TICK = 100;
const TICKS_PER_REPORT = 10;

/** Hears notes, pitches and transport from any program that speaks Open Sound Control. */
export const input = defineInput<OscConfig>({
  name: 'osc',
  config: oscConfig,
  isNeeded: ({ port, tcp_port }) => port !== null || tcp_port !== null,
  create: (context) => new OscInput(context),
});

class OscInput implements RunningPlugin<OscConfig> {
  private readonly hearing: OscHearing;
  private readonly isWelcome: (address: string) => boolean;
  private readonly subscribers: Subscriber[] = [];
  private readonly undos: Undo[] = [];
  private isStopped = false;
  private ticks = 0;

  constructor(private readonly context: InputContext<OscConfig>) {
    this.isWelcome = senderFilter(context.config.allow);
    this.hearing = new OscHearing(context, (address) =>
      this.subscribers.some((subscriber) => subscriber.hear(address)),
    );
  }

  async start(): Promise<void> {
    const { config, clock } = this.context;
    const udp = config.port === null ? null : await this.listen(config.port);
    const tcp = config.tcp_port === null ? null : await this.listenTcp(config.tcp_port);
    if (udp) await this.subscribe(udp);
    if (udp) await this.present(udp.port);
    if (this.isStopped) return this.stop();
    this.undos.push(clock.every(TICK, () => this.tick()));
    this.introduce(udp?.port ?? null, tcp);
  }

  stop(): void {
    this.isStopped = true;
    for (const subscriber of this.subscribers.splice(0)) subscriber.stop();
    for (const undo of this.undos.splice(0)) undo();
    this.hearing.stop();
  }

  private async listen(number: number): Promise<UdpPort> {
    const port = await this.context.udp.listen(
      { host: this.context.config.host, port: number },
      (packet, from) => {
        if (!this.isWelcome(from.address)) this.hearing.tally.count('refused', from.address);
        else this.hearing.receive(packet, (answer) => port.send(answer, from));
      },
    );
    this.undos.unshift(port.close);
    return port;
  }

  private async listenTcp(number: number): Promise<number> {
    const door = new TcpDoor(
      this.isWelcome,
      (packet, from) => this.hearing.receive(packet, (answer) => from.answer(answer)),
      (what) => this.hearing.tally.count('tcp_faults', what),
    );
    const port = await door.listen(this.context.config.host, number);
    this.undos.push(() => door.close()); // Before it listens there is nothing that could be closed.
    return port;
  }

  /** Asks the programs of the chosen presets that send nothing by themselves. */
  private async subscribe(ours: UdpPort): Promise<void> {
    const { config, clock } = this.context;
    for (const preset of config.presets) {
      const subscription = SUBSCRIPTIONS[preset];
      if (!subscription) continue;
      const { answersTo } = subscription;
      const from = answersTo === null || answersTo === ours.port ? ours : await this.listen(answersTo);
      if (this.isStopped) return;
      const peer = { address: config.daw_host, port: subscription.port };
      this.subscribers.push(
        new Subscriber(subscription, from.port, (message) => from.send(encodeMessage(message), peer), clock),
      );
    }
  }

  /** For programs that look for addresses and peers by themselves; off unless wanted. */
  private async present(oscPort: number): Promise<void> {
    const { config, id, log } = this.context;
    const name = `FretCoach ${id}`;
    const services: Service[] = [{ name, type: 'osc', port: oscPort }];
    if (config.oscquery_port !== null) {
      const tree = queryTree(rulesOf(config.presets, config.rules));
      const server = new OscQueryServer(tree, { name, host: config.host, oscPort }, this.isWelcome);
      const port = await server.listen(config.host, config.oscquery_port);
      this.undos.push(() => server.close());
      this.context.details({ oscquery_port: port });
      services.push({ name, type: 'oscjson', port });
    }
    if (!config.announce || this.isStopped) return;
    this.undos.push(
      await announce(services, (error) => log.warn('The network cannot be told of us.', { error })),
    );
  }

  private introduce(udp: number | null, tcp: number | null): void {
    const { host, presets, rules } = this.context.config;
    const doors = [udp === null ? [] : `${host}:${udp}`, tcp === null ? [] : `${host}:${tcp} (TCP)`].flat();
    const maps = [...presets, ...(rules.length > 0 ? ['your rules'] : [])].join(', ') || 'no address map';
    const message =
      doors.length > 0
        ? `Listens for OSC on ${doors.join(' and ')} (${maps}).`
        : 'Listens to nothing, as its port is null.';
    this.context.status('running', message);
    this.context.details({ port: udp, tcp_port: tcp });
  }

  private tick(): void {
    this.hearing.tick(this.context.clock.now());
    this.ticks = (this.ticks + 1) % TICKS_PER_REPORT;
    const news = this.ticks === 0 ? this.hearing.tally.news() : null;
    if (news) this.context.details(news);
  }
}
