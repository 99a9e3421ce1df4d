import { z } from 'zod';
import type { SessionDefaults } from '../events/session-events.js';
import { HIGHEST_A4, LOWEST_A4, parseScale, parseTuning } from '../music/index.js';
import { readableBy } from '../wire/readable-text.js';

/** Where the bridge serves pages, HTTP and WebSockets. */
export interface HttpConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** One instance of a plugin, as the file asks for it. */
export interface PluginEntry {
  /** Its key, such as `desk-lamp`. */
  readonly id: string;
  /** A built-in such as `smart-bulb`, an npm package, or a path that starts with `./`. */
  readonly use: string;
  readonly enabled: boolean;
  /** Without it the bridge does not run. */
  readonly required: boolean;
  /** Interpolated and found good by the plugin's own schema, but still raw: the host parses it. */
  readonly config: unknown;
}

/** Everything the configuration says, checked. */
export interface BridgeConfig {
  readonly http: HttpConfig;
  readonly auth: { readonly required: boolean };
  readonly session: SessionDefaults;
  readonly plugins: readonly PluginEntry[];
}

const DEFAULT_PORT = 22100; // 022100 is the E major chord
const names = z.array(z.string().min(1).max(255)).max(64);
const score = z.number().min(0).max(1);
const instanceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _, at most 63 of them');

const httpSection = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1').meta({ description: 'Address to listen on.' }),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(DEFAULT_PORT)
    .meta({ description: '0 lets the system choose a free port.' }),
  allowed_hosts: names
    .default([])
    .meta({ description: 'Host names other machines may use to reach the bridge.' }),
  allowed_origins: names.default([]).meta({ description: 'Origins of foreign pages that may talk to it.' }),
});

const authSection = z.strictObject({
  required: z.boolean().default(false).meta({ description: 'Everyone needs a token.' }),
});

const sessionSection = z.strictObject({
  user_id: z
    .string()
    .refine((id) => !id.includes('\0'), 'expected a text without the character zero')
    .min(1)
    .max(255)
    .nullable()
    .default(null)
    .meta({ description: 'Whose practice it is; groups sessions.' }),
  scale_name: readableBy(parseScale)
    .default('A Minor Pentatonic')
    .meta({ description: 'The scale to practise, such as "E blues".' }),
  strictness: score.default(0.5).meta({ description: '0 is forgiving, 1 is merciless.' }),
  sensitivity: score.default(0.5).meta({ description: 'Higher hears softer playing.' }),
  tuning: readableBy(parseTuning)
    .default('standard')
    .meta({ description: 'A name such as "drop D", or open strings low to high.' }),
  a4: z
    .number()
    .min(LOWEST_A4)
    .max(HIGHEST_A4)
    .default(440)
    .meta({ description: 'Frequency of A4 in hertz.' }),
  ambient_lighting: z.boolean().default(true).meta({ description: 'Lamps take part.' }),
  auto_start: z.boolean().default(true).meta({ description: 'The first note starts a practice.' }),
  auto_stop_after_s: z.number().positive().max(86_400).nullable().default(600).meta({
    description: 'Seconds of silence that end a practice which started by itself; null never does.',
  }),
});

export const pluginSection = z.strictObject({
  use: z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'A built-in plugin, an npm package, or a path that starts with ./' }),
  enabled: z.boolean().default(true).meta({ description: 'false keeps the settings and leaves it out.' }),
  required: z.boolean().default(false).meta({ description: 'Without it the bridge does not run.' }),
  config: z.record(z.string(), z.unknown()).default({}).meta({ description: "The plugin's own settings." }),
});

/** The instances that run where the file names none: every way to listen that needs no settings, and the overlays. */
export const DEFAULT_PLUGINS: Record<string, z.input<typeof pluginSection>> = {
  guitar: { use: 'audio' },
  pickup: { use: 'midi' },
  daw: { use: 'osc' },
  overlay: { use: 'websocket' },
};

/** The shape of `plugins.config.json`, apart from what belongs to each plugin. */
export const bridgeFile = z.strictObject({
  $schema: z.string().optional(),
  bridge: z
    .strictObject({
      http: httpSection.prefault({}),
      auth: authSection.prefault({}),
    })
    .prefault({}),
  session: sessionSection.prefault({}),
  plugins: z.record(instanceId, pluginSection).prefault(DEFAULT_PLUGINS),
});

export type BridgeFile = z.output<typeof bridgeFile>;

function sessionDefaults(session: BridgeFile['session']): SessionDefaults {
  return {
    userId: session.user_id,
    scaleName: session.scale_name,
    strictness: session.strictness,
    sensitivity: session.sensitivity,
    tuning: session.tuning,
    a4: session.a4,
    ambientLighting: session.ambient_lighting,
    autoStart: session.auto_start,
    autoStopAfter: session.auto_stop_after_s === null ? null : session.auto_stop_after_s * 1000,
  };
}

export function bridgeConfigFromFile({ bridge, session, plugins }: BridgeFile): BridgeConfig {
  const { host, port, allowed_hosts, allowed_origins } = bridge.http;
  return {
    http: { host, port, allowedHosts: allowed_hosts, allowedOrigins: allowed_origins },
    auth: bridge.auth,
    session: sessionDefaults(session),
    plugins: Object.entries(plugins).map(([id, entry]) => ({ id, ...entry })),
  };
}

/** What runs without a file, or with one that says nothing. */
export function defaultBridgeConfig(): BridgeConfig {
  return bridgeConfigFromFile(bridgeFile.parse({}));
}
