import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DependencyContainer } from 'tsyringe';
import { BUILT_IN_PLUGINS } from './built-in-plugins.js';
import { practiceContainer } from './container.js';
import { Bridge, BridgeStorage } from './core/bridge.js';
import type { BridgeConfig } from './core/config/index.js';
import type { FeedbackEvent, TransportFeedback } from './core/events/feedback-event.js';
import type { PluginStatus } from './core/events/plugin-status.js';
import type { TransportReading } from './core/events/reading.js';
import { FeedbackDispatcher } from './core/feedback/index.js';
import { PluginSurroundings } from './core/host/instance.js';
import type { InstanceChanges } from './core/host/instance-changes.js';
import { PluginHost } from './core/host/plugin-host.js';
import { type BuiltInPlugins, PluginLoader } from './core/host/plugin-loader.js';
import { SharedUdpPorts } from './core/host/shared-udp-ports.js';
import { Storage, type StorageStatus } from './core/persistence/storage.js';
import { ReadingRouter } from './core/pipeline/reading-router.js';
import { Clock } from './core/plugin/clock.js';
import type { Logger } from './core/plugin/logger.js';
import type { SettingsDesk } from './core/plugin/plugin-directory.js';
import {
  BridgeDoor,
  bridgeMethods,
  logMethods,
  PluginMounts,
  Readiness,
  ServerOptions,
  settingsMethods,
  Telemetry,
  transportMethods,
} from './core/server/index.js';
import { SessionController } from './core/session/session-controller.js';
import { planSession } from './core/session/session-settings.js';
import { PACKAGE_ROOT, packageVersion } from './core/system/package-facts.js';
import { RecentLog } from './core/system/recent-log.js';
import { SystemClock } from './core/system/system-clock.js';

export interface BridgeOptions {
  readonly config: BridgeConfig;
  /** Where paths and packages in the configuration are looked up. */
  readonly folder: string;
  readonly dataDir: string;
  readonly log: Logger;
  /** `DB_*` choose an external database. */
  readonly env: NodeJS.ProcessEnv;
  /** Reads the configuration again, for `reload`; without it the first one stays. */
  readonly reread?: () => Promise<BridgeConfig>;
  /** Where settings are changed from outside; left out where they are not in a file. */
  readonly settings?: SettingsDesk;
  /** Hears everything an output would, from the first reading on. */
  readonly hear?: (feedback: FeedbackEvent) => void;
  /** The plugins that come along; others take their place in tests. */
  readonly builtIns?: BuiltInPlugins;
}

export interface RunningBridge {
  /** Where the dashboard is. */
  readonly url: string;
  statuses(): readonly PluginStatus[];
  storage(): StorageStatus;
  /**
   * Reads the configuration again and follows it; a faulty one changes nothing. Plugins and the defaults of practices
   * change at once, the address of the server at the next start. One reload at a time.
   * @throws ConfigError with every fault.
   */
  reload(): Promise<InstanceChanges>;
  stop(): Promise<void>;
}

/**
 * Builds a bridge from its configuration and starts it.
 * @throws BridgeError that says who cannot start, why, and what to do.
 */
export async function runBridge(options: BridgeOptions): Promise<RunningBridge> {
  const { config, dataDir, env } = options;
  planSession({}, config.session, []);
  const defaults = { ...config.session }; // A reload changes what the next practice begins with.
  const clock = new SystemClock();
  const recent = new RecentLog(clock);
  const log = recent.around(options.log);
  const storage = new Storage({ env, dataDir, clock, log: log.named('storage') });
  const inputIds = () => box.resolve(PluginHost).inputIds;
  const box = practiceContainer({
    clock,
    log,
    repository: storage.repository,
    defaults,
    inputIds,
  });
  box.register<BridgeStorage>(BridgeStorage, { useValue: storage });
  registerServer(box, options, () => storage.status());
  registerHost(box, { ...options, log }, clock);
  const bridge = box.resolve(Bridge);
  const reload = async () => {
    const next = (await options.reread?.()) ?? config;
    if (!isDeepStrictEqual([next.http, next.auth], [config.http, config.auth]))
      log.warn('The section "bridge" of the configuration changed: that counts from the next start on.');
    Object.assign(defaults, next.session);
    return bridge.follow(next.plugins);
  };
  openTheDoor(box, storage, reload, options.settings);
  box.resolve(BridgeDoor).offer(logMethods(recent));
  watch(box, storage);
  if (options.hear) box.resolve(FeedbackDispatcher).add({ offer: options.hear });
  await bridge.start(config.plugins);
  return {
    url: bridge.url,
    statuses: () => bridge.statuses(),
    storage: () => storage.status(),
    reload,
    stop: () => bridge.stop(),
  };
}

function registerServer(
  box: DependencyContainer,
  { config, dataDir }: BridgeOptions,
  storage: () => StorageStatus,
): void {
  box.register(ServerOptions, {
    useValue: {
      http: config.http,
      authRequired: config.auth.required,
      tokensFile: join(dataDir, 'tokens.json'),
      pagesDir: join(PACKAGE_ROOT, 'dist', 'web'),
      version: packageVersion(),
    },
  });
  box.register<Readiness>(Readiness, { useValue: { reasons: () => reasonsAgainst(storage()) } });
}

function reasonsAgainst({ state, unreachable }: StorageStatus): readonly string[] {
  if (state === 'ready') return [];
  if (!unreachable) return ['The database is starting.'];
  return [
    `The database does not answer (${unreachable}). What is played is kept, and stored when it comes back.`,
  ];
}

function registerHost(
  box: DependencyContainer,
  { folder, dataDir, log, builtIns = BUILT_IN_PLUGINS }: BridgeOptions,
  clock: SystemClock,
): void {
  box.register(PluginLoader, { useValue: new PluginLoader(builtIns, folder) });
  box.registerSingleton(PluginHost);
  box.register<PluginSurroundings>(PluginSurroundings, {
    useFactory: (inner) => ({
      clock,
      log,
      mounts: inner.resolve(PluginMounts),
      udp: new SharedUdpPorts(),
      door: inner.resolve(BridgeDoor),
      dataDirFor: (id) => join(dataDir, 'plugins', id),
    }),
  });
}

/** The rooms that do the work are introduced to the door, which was built before them. */
function openTheDoor(
  box: DependencyContainer,
  { repository, reader }: Storage,
  reload: RunningBridge['reload'],
  settings?: SettingsDesk,
): void {
  const practices = box.resolve(SessionController);
  const directory = box.resolve(PluginHost);
  const door = box.resolve(BridgeDoor);
  door.offer(bridgeMethods({ practices, repository, reader, directory, reload, version: packageVersion() }));
  door.offer(transportMethods((reading) => tellTransport(box, reading), box.resolve(Clock)));
  if (settings) door.offer(settingsMethods(settings, reload, directory));
}

function tellTransport(box: DependencyContainer, reading: TransportReading): TransportFeedback {
  const router = box.resolve(ReadingRouter);
  router.accept({ source: 'http', reading });
  return router.songAt(reading.time);
}

function watch(box: DependencyContainer, storage: Storage): void {
  const telemetry = box.resolve(Telemetry);
  telemetry.watchPlugins(box.resolve(PluginHost));
  telemetry.watch('fretcoach_journal_bytes', 'Size of the journal', () => storage.status().journalBytes);
  telemetry.watch(
    'fretcoach_records_pending',
    'Records that are not in the database yet',
    () => storage.status().pending,
  );
  telemetry.watch(
    'fretcoach_dead_letters',
    'Records the database refused',
    () => storage.status().deadLetters,
  );
}
