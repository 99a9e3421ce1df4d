import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, PluginError } from '../errors.js';
import { API_VERSION } from '../plugin/api-version.js';
import type { InputPlugin } from '../plugin/input-plugin.js';
import type { OutputPlugin } from '../plugin/output-plugin.js';

/** What a plugin folder or package offers. Where it offers both, both read the same `config`. */
export interface PluginModule {
  readonly input?: InputPlugin<never>;
  readonly output?: OutputPlugin<never>;
}

/** Plugins that come with the bridge, loaded only when the configuration names them. */
export type BuiltInPlugins = Readonly<Record<string, () => Promise<PluginModule>>>;

/** Finds a plugin by what `use` says: a built-in name, a path that begins with `./`, or an installed package. */
export class PluginLoader {
  constructor(
    private readonly builtIns: BuiltInPlugins,
    /** Folder of the configuration: paths and packages are looked up from there. */
    readonly folder: string,
  ) {}

  get builtInNames(): readonly string[] {
    return Object.keys(this.builtIns);
  }

  /**
   * @throws PluginError `plugin.not-found` with the names that exist, or the plugin's own error as cause;
   * `plugin.api-version`.
   */
  async load(use: string): Promise<PluginModule> {
    const builtIn = Object.hasOwn(this.builtIns, use) ? this.builtIns[use] : undefined;
    const found = await (builtIn ? builtIn() : this.import(use));
    const roles = [found.input, found.output].filter((role) => role !== undefined);
    if (roles.length === 0) {
      throw this.notFound(
        use,
        'it exports neither `input` nor `output`',
        'Export one made by defineInput or defineOutput.',
      );
    }
    for (const { apiVersion = API_VERSION } of roles) {
      if (apiVersion !== API_VERSION) throw otherVersion(use, apiVersion);
    }
    return found;
  }

  /** Where a stranger's plugin is; `null` for what comes along. */
  urlOf(use: string): string | null {
    return Object.hasOwn(this.builtIns, use) ? null : this.locate(use);
  }

  private async import(use: string): Promise<PluginModule> {
    try {
      return (await import(this.locate(use))) as PluginModule;
    } catch (cause) {
      throw this.notFound(use, reasonFor(cause), adviceFor(cause) ?? this.whereToLook(use), cause);
    }
  }

  private locate(use: string): string {
    if (use.startsWith('./')) return pathToFileURL(resolve(this.folder, use)).href;
    return pathToFileURL(createRequire(resolve(this.folder, 'plugins.config.json')).resolve(use)).href;
  }

  private whereToLook(use: string): string {
    if (use.startsWith('./')) return `Paths are looked up from ${this.folder}.`;
    const names = this.builtInNames.join(', ');
    return `Use one of ${names}, install the package "${use}" beside the configuration, or give a path that begins with ./`;
  }

  private notFound(use: string, what: string, hint: string, cause?: unknown): PluginError {
    return new PluginError('plugin.not-found', `Plugin "${use}" cannot be used: ${what}.`, hint, { cause });
  }
}

function otherVersion(use: string, apiVersion: number): PluginError {
  return new PluginError(
    'plugin.api-version',
    `Plugin "${use}" was made for version ${apiVersion} of the plugin interface; this bridge has version ${API_VERSION}.`,
    'Install a release of it, or of FretCoach, that fits.',
  );
}

/** Who looked for a missing module, and from where, tells an author nothing. */
function reasonFor(cause: unknown): string {
  const line = messageOf(cause).split('\n', 1)[0] ?? '';
  return line.replace(/ imported from .*/, '').replace(/\.$/, '');
}

/** What helps where the file is there, but Node cannot run it. */
function adviceFor(cause: unknown): string | null {
  const message = messageOf(cause);
  if (/outside a module|Unexpected token 'export'/.test(message))
    return 'Node takes it for CommonJS: put "type": "module" into the package.json above it, or let its name end in .mjs.';
  if (cause instanceof SyntaxError) return '`node --check FILE` shows the line.';
  const missing = /^Cannot find package '([^']+)'/.exec(message)?.[1];
  if (missing) return `Install it beside the configuration: npm install ${missing}`;
  if (/Unknown file extension "\.\w*ts"/.test(message))
    return 'Node runs JavaScript: compile it, and name the file that comes out.';
  return null;
}
