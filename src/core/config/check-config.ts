import { ConfigError } from '../errors.js';
import { type BridgeConfig, type BridgeFile, bridgeConfigFromFile } from './bridge-config.js';
import { checkFrame } from './check-frame.js';
import { ConfigDocument, type ConfigFault, type Finding } from './config-document.js';
import { resolverFrom, type Sources } from './interpolation.js';
import { dottedPath, pathFrom, valueAt, withValueAt } from './path.js';
import { checkPluginConfig, type PluginConfigCheck, type PluginSchemas } from './plugin-config.js';
import { maskSecrets } from './secrets.js';

export interface CheckedConfig {
  readonly config: BridgeConfig;
  /** What works but deserves a look, such as a plugin that is not installed. */
  readonly warnings: readonly ConfigFault[];
  /** The whole file with its defaults, fit for every eye: references as they are written, secrets masked. */
  readonly printable: unknown;
}

/**
 * Unknown JSON in, a configuration out. An empty text is a configuration too: the default one.
 * @throws ConfigError with every fault (each a ConfigFault with line and column), not only the first.
 */
export async function checkConfig(
  text: string,
  fileName: string,
  plugins: PluginSchemas,
  sources: Sources,
): Promise<CheckedConfig> {
  const document = new ConfigDocument(text);
  if (document.faults.length > 0) throw refusal(document.faults, fileName);
  const written = document.value ?? {};
  const resolve = resolverFrom(sources);
  const frame = checkFrame(written, resolve);
  const checks = await Promise.all(
    frame.instances.map((instance) => checkPluginConfig(instance, plugins, resolve)),
  );
  const findings = [frame, ...checks].flatMap((check) => check.findings);
  if (findings.length > 0 || !frame.file) throw refusal(inOrder(findings, document), fileName);
  const file = withPluginConfigs(frame.file, checks);
  const references = [frame, ...checks].flatMap((check) => [...check.references]);
  return {
    config: bridgeConfigFromFile(file),
    warnings: inOrder(
      checks.flatMap(({ warnings }) => warnings),
      document,
    ),
    printable: maskSecrets(withReferences(withDefaults(file, checks), references, written)),
  };
}

function withPluginConfigs(file: BridgeFile, checks: readonly PluginConfigCheck[]): BridgeFile {
  const plugins = checks.map(({ id, config }) => [id, { ...file.plugins[id], config }] as const);
  return { ...file, plugins: Object.fromEntries(plugins) as BridgeFile['plugins'] };
}

/** Also where a plugin's own settings are left out. */
function withDefaults(file: BridgeFile, checks: readonly PluginConfigCheck[]): BridgeFile {
  const whole = checks.map((check) => ({ ...check, config: { ...Object(check.config), ...check.defaults } }));
  return withPluginConfigs(file, whole);
}

/** Puts the references back in place of what they stood for. */
function withReferences(file: unknown, pointers: readonly string[], written: unknown): unknown {
  return pointers
    .map(pathFrom)
    .reduce((changed, path) => withValueAt(changed, path, valueAt(written, path)), file);
}

function inOrder(findings: readonly Finding[], document: ConfigDocument): ConfigFault[] {
  const faults = findings.map((finding) => document.locate(finding));
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

function refusal(faults: readonly ConfigFault[], fileName: string): ConfigError {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const lines = faults.map((fault) => `  ${describeFault(fault, fileName)}`);
  return new ConfigError(`${fileName} cannot be used, it has ${count}:\n${lines.join('\n')}`, faults);
}

/** `plugins.config.json:4:15 session.strictness: expected a number from 0 to 1, got 2`. */
export function describeFault({ line, column, pointer, message }: ConfigFault, fileName: string): string {
  const path = dottedPath(pointer);
  return `${fileName}:${line}:${column} ${path ? `${path}: ` : ''}${message}`;
}
