import { type BridgeFile, bridgeFile } from './bridge-config.js';
import type { Finding } from './config-document.js';
import { interpolate, type Resolve } from './interpolation.js';
import { parseInterpolated } from './parse-interpolated.js';
import { pointerOf, valueAt } from './path.js';
import type { WrittenInstance } from './plugin-config.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

export interface FrameCheck {
  /** `null` when there are findings. */
  readonly file: BridgeFile | null;
  /** The instances whose own settings can be checked, even where the file has other faults. */
  readonly instances: readonly WrittenInstance[];
  readonly references: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Checks everything but the plugins' own settings. */
export function checkFrame(written: unknown, resolve: Resolve): FrameCheck {
  const interpolated = interpolate(withoutPluginConfigs(written), resolve);
  const { references } = interpolated;
  const { raw, config, findings } = parseInterpolated(bridgeFile, interpolated);
  const unresolved = new Set(interpolated.findings.map(({ path }) => pointerOf(path)));
  const told = [
    ...interpolated.findings,
    ...findings.filter(({ path }) => !unresolved.has(pointerOf(path))),
    ...exposureFindings(config ?? raw),
  ];
  return { file: config, instances: instancesIn(config ?? raw, written), references, findings: told };
}

/** Other machines are let in only by a token and only under a name that was agreed on. */
function exposureFindings(file: unknown): Finding[] {
  const path = ['bridge', 'http', 'host'];
  const host = valueAt(file, path);
  if (typeof host !== 'string' || LOOPBACK.test(host)) return [];
  const names = valueAt(file, ['bridge', 'http', 'allowed_hosts']);
  const hasNames = Array.isArray(names) && names.length > 0;
  if (hasNames && valueAt(file, ['bridge', 'auth', 'required']) === true) return [];
  const needs = 'that needs bridge.auth.required true and a name in bridge.http.allowed_hosts';
  return [{ path, message: `"${host}" lets other machines in: ${needs}` }];
}

function withoutPluginConfigs(written: unknown): unknown {
  const plugins = valueAt(written, ['plugins']);
  if (!isObject(written) || !isObject(plugins)) return written;
  const bare = Object.entries(plugins).map(([id, entry]) => [id, withoutConfig(entry)]);
  return { ...written, plugins: Object.fromEntries(bare) };
}

function withoutConfig(entry: unknown): unknown {
  if (!isObject(entry) || !isObject(entry.config)) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'config'));
}

function instancesIn(file: unknown, written: unknown): WrittenInstance[] {
  const plugins = valueAt(file, ['plugins']);
  if (!isObject(plugins)) return [];
  return Object.entries(plugins).flatMap(([id, entry]) => {
    const use = valueAt(entry, ['use']);
    const config = valueAt(written, ['plugins', id, 'config']) ?? {};
    if (typeof use !== 'string' || !isObject(config)) return [];
    return [{ id, use, isEnabled: valueAt(entry, ['enabled']) !== false, written: config }];
  });
}

function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> & { readonly config?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
