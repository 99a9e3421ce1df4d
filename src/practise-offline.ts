import { BUILT_IN_PLUGINS } from './built-in-plugins.js';
import { practiceContainer } from './container.js';
import { PluginError } from './core/errors.js';
import type { FeedbackEvent } from './core/events/feedback-event.js';
import type { SessionDefaults } from './core/events/session-events.js';
import { FeedbackDispatcher } from './core/feedback/index.js';
import { PluginHost } from './core/host/plugin-host.js';
import { PluginLoader } from './core/host/plugin-loader.js';
import { ReadingRouter } from './core/pipeline/reading-router.js';
import type { Logger } from './core/plugin/logger.js';
import type { HttpMounts, RequestDoor, UdpPorts } from './core/plugin/plugin-context.js';
import { VirtualClock } from './core/plugin/virtual-clock.js';
import { InMemorySessionRepository } from './core/session/in-memory-session-repository.js';
import type { EndedPractice, StartRequest } from './core/session/practice.js';
import { SessionController } from './core/session/session-controller.js';

const RECORDING = 'recording';

export interface OfflineOptions {
  /** The input that plays the recording, such as `audio`, and its settings. */
  readonly use: string;
  readonly config: unknown;
  readonly request: StartRequest;
  readonly defaults: SessionDefaults;
  readonly log: Logger;
  /** Hears everything an output would. */
  readonly onFeedback: (feedback: FeedbackEvent) => void;
  /** Ends the practice early. */
  readonly signal?: AbortSignal;
}

/**
 * Practises with a recording as fast as the computer can: the same plugin and the same path as in the bridge, on a
 * clock that jumps. The same recording gives the same result every time, apart from ids and dates. Nothing is stored.
 * @throws PluginError when the recording cannot be played, RequestError when the practice cannot start.
 */
export async function practiseOffline({
  use,
  config,
  request,
  defaults,
  log,
  onFeedback,
  signal,
}: OfflineOptions): Promise<EndedPractice> {
  const clock = new VirtualClock(new Date());
  const repository = new InMemorySessionRepository();
  const scope = practiceContainer({ clock, log, repository, defaults, inputIds: () => [RECORDING] });
  const dispatcher = scope.resolve(FeedbackDispatcher);
  dispatcher.add({ offer: onFeedback });
  const dataDirFor = () => '';
  const around = { clock, log, mounts: NO_MOUNTS, udp: NO_PORTS, door: NO_DOOR, dataDirFor };
  const host = new PluginHost(new PluginLoader(BUILT_IN_PLUGINS, process.cwd()), dispatcher, around);
  await host.load(
    [{ id: RECORDING, use, enabled: true, required: false, config }],
    scope.resolve(ReadingRouter),
  );
  const controller = scope.resolve(SessionController);
  controller.start(request);
  await host.startInputs();
  await play(host, clock, signal);
  return controller.stop();
}

/** Until the input says that it has said everything. */
async function play(host: PluginHost, clock: VirtualClock, signal?: AbortSignal): Promise<void> {
  for (let jumps = 1; !signal?.aborted; jumps++) {
    const [status] = host.statuses();
    if (status?.state === 'stopped') return;
    if (status?.state !== 'running')
      throw new PluginError('plugin.fatal', status?.message ?? 'Nothing plays.', status?.hint);
    const hasRung = clock.jump();
    // Now and then the machine gets a turn as well, so that Ctrl+C is heard.
    if (!hasRung || jumps % JUMPS_A_BREATH === 0) await breath();
    else await turn();
  }
}

/** Lets promises that are settled take effect. */
function turn(): Promise<void> {
  return Promise.resolve();
}

const JUMPS_A_BREATH = 100;

/** Lets files, threads and signals take effect. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const NO_MOUNTS: HttpMounts = {
  mountFor: (id) => ({
    prefix: `/plugins/${id}`,
    route: () => () => {},
    socket: () => () => {},
    unmountAll: () => {},
  }),
};

const NO_PORTS: UdpPorts = {
  listen: () => Promise.reject(new Error('a recording needs no network')),
};

const NO_DOOR: RequestDoor = {
  request: () => Promise.reject(new Error('a recording asks for nothing')),
  admit: () => ({ scopes: [] }),
};
