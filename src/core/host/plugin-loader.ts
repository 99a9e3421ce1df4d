import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PluginError } from '../errors.js';
import type { Milliseconds } from '../music/units.js';
import { API_VERSION } from '../plugin/api-version.js';
import { type Declaration, readDeclaration } from './declaration.js';
import { askForDeclaration } from './isolation/ask-plugin.js';
import { reasonFor } from './isolation/import-error.js';
import { isolated } from './isolation/isolated-plugin.js';
import type { PluginModule } from './plugin-module.js';

/** Plugins that come with the bridge, loaded only when the configuration names them. */
export type BuiltInPlugins = Readonly<Record<string, () => Promise<PluginModule>>>;

/** Strangers' plugins that were asked already; it holds, for every loader, as long as their files stay as they are. */
const known = new Map<string, { readonly stamp: string; readonly module: Promise<PluginModule> }>();

/** The bridge loads what the check of its configuration has just asked; a later try may find what was missing. */
const FAILURE_KEPT: Milliseconds = 3_000;

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
    const found = await (builtIn ? builtIn() : this.foreign(use));
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

  /**
   * What the code of a stranger's plugin says of itself now, and the file that says so from then on.
   * @throws as `load` does.
   */
  async declare(use: string): Promise<{ readonly file: string; readonly declaration: Declaration }> {
    return this.explained(use, async () => {
      const url = this.locate(use);
      return { file: declarationFile(url), declaration: await askForDeclaration(url) };
    });
  }

  /** None of its code runs here. */
  private foreign(use: string): Promise<PluginModule> {
    return this.explained(use, async () => {
      const url = this.locate(use);
      const written = textOf(declarationFile(url));
      const { mtimeMs } = statSync(fileURLToPath(url), { throwIfNoEntry: false }) ?? {};
      const stamp = `${this.folder} ${mtimeMs} ${written}`;
      const before = known.get(url);
      if (before?.stamp === stamp) return before.module;
      const module = declared(url, written).then((found) => isolated(found, url, this.folder));
      known.set(url, { stamp, module });
      module.catch(() => setTimeout(forget, FAILURE_KEPT, url, module).unref());
      return module;
    });
  }

  private async explained<Found>(use: string, find: () => Promise<Found>): Promise<Found> {
    try {
      return await find();
    } catch (cause) {
      const hint = cause instanceof PluginError ? cause.hint : null;
      throw this.notFound(use, reasonFor(cause), hint ?? this.whereToLook(use), cause);
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

function forget(url: string, module: Promise<PluginModule>): void {
  if (known.get(url)?.module === module) known.delete(url);
}

async function declared(url: string, written: string | null): Promise<Declaration> {
  return written === null ? askForDeclaration(url) : readDeclaration(JSON.parse(written));
}

/** Beside `lamp/index.js`, what it declares is in `lamp/index.plugin.json`. */
function declarationFile(url: string): string {
  return fileURLToPath(url).replace(/(\.[^./\\]*)?$/, '.plugin.json');
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
