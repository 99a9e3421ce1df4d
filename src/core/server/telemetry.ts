import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Lifecycle, scoped } from 'tsyringe';
import type { Topic } from '../events/index.js';
import type { Milliseconds } from '../music/units.js';
import type { PluginDirectory } from '../plugin/plugin-directory.js';

/** From a tenth of a millisecond to a second. */
const LATENCY_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** Numbers for people who watch over a bridge, in the text format of Prometheus. */
@scoped(Lifecycle.ContainerScoped)
export class Telemetry {
  private readonly registry = new Registry();
  private readonly events = new Counter({
    name: 'fretcoach_events_total',
    help: 'Events given to the outputs',
    labelNames: ['topic'],
    registers: [this.registry],
  });
  private readonly latency = new Histogram({
    name: 'fretcoach_event_latency_seconds',
    help: 'From the instant an event speaks of until the outputs have it',
    labelNames: ['topic'],
    buckets: LATENCY_BUCKETS,
    registers: [this.registry],
  });
  private readonly requests = new Counter({
    name: 'fretcoach_http_requests_total',
    help: 'HTTP requests by status',
    labelNames: ['status'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  countEvent(topic: Topic, latency: Milliseconds): void {
    this.events.inc({ topic });
    this.latency.observe({ topic }, Math.max(0, latency) / 1000);
  }

  countRequest(status: number): void {
    this.requests.inc({ status: String(status) });
  }

  /** A number that is looked up whenever somebody asks, such as the size of the journal. */
  watch(name: `fretcoach_${string}`, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    });
  }

  /** State, restarts, drops, queues and every number that the plugins tell of themselves. */
  watchPlugins(directory: Pick<PluginDirectory, 'statuses'>): void {
    this.watchEach('fretcoach_plugin_state', 'The state an instance is in', ['plugin', 'state'], () =>
      directory.statuses().map(({ id, state }) => [{ plugin: id, state }, 1]),
    );
    this.watchEach('fretcoach_plugin_restarts', 'Restarts of an instance', ['plugin'], () =>
      directory.statuses().map(({ id, restarts }) => [{ plugin: id }, restarts]),
    );
    this.watchEach('fretcoach_plugin_dropped', 'Events a slow output did not get', ['plugin'], () =>
      directory.statuses().map(({ id, dropped }) => [{ plugin: id }, dropped]),
    );
    this.watchEach('fretcoach_plugin_queue', 'Events that wait for a busy output', ['plugin'], () =>
      directory.statuses().map(({ id, queued }) => [{ plugin: id }, queued]),
    );
    this.watchEach('fretcoach_plugin_fact', 'Numbers an instance tells of itself', ['plugin', 'fact'], () =>
      directory.statuses().flatMap(({ id, details }) =>
        Object.entries(details)
          .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
          .map(([fact, value]) => [{ plugin: id, fact }, value] as const),
      ),
    );
  }

  async answer(): Promise<Response> {
    const text = await this.registry.metrics();
    return new Response(text, { headers: { 'content-type': this.registry.contentType } });
  }

  private watchEach(
    name: string,
    help: string,
    labelNames: string[],
    read: () => readonly (readonly [Record<string, string>, number])[],
  ): void {
    const collect = () => {
      gauge.reset();
      for (const [labels, value] of read()) gauge.set(labels, value);
    };
    const gauge: Gauge = new Gauge({ name, help, labelNames, registers: [this.registry], collect });
  }
}
