import type { Finding } from './config-document.js';
import { type Path, pointerOf } from './path.js';

/** Where `${env:NAME}` and `${file:path}` look. */
export interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file; relative paths start at the configuration's folder. Throws when it cannot be read. */
  readonly readFile: (path: string) => string;
}

export interface Interpolated {
  readonly value: unknown;
  /** Pointers of the texts that held a reference; what they say now may be secret. */
  readonly references: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

const REFERENCE = /\$(\$?)\{([^}]*)\}/g;
const VARIABLE = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::([-?])(.*))?$/s;
const HELP = ['env:NAME', 'env:NAME:-default', 'env:NAME:?message', 'file:path']
  .map((form) => `\${${form}}`)
  .join(', ');

/** A way to resolve a reference; throws an Error with the sentence to show. */
export type Resolve = (reference: string) => string;

/** Looks references up. */
export function resolverFrom(sources: Sources): Resolve {
  return (reference) => {
    if (reference.startsWith('file:')) return textOfFile(reference.slice('file:'.length), sources);
    const [, name = '', kind, rest = ''] = variableIn(reference);
    const value = sources.env[name];
    if (kind === '-') return value || rest;
    if (kind === '?' && !value)
      throw new Error(rest || `the environment variable ${name} is empty or not set`);
    if (value === undefined) throw new Error(`the environment variable ${name} is not set`);
    return value;
  };
}

/** Checks how references are written and leaves them as they are: for plugins that are switched off. */
export const keepReferences: Resolve = (reference) => {
  if (!reference.startsWith('file:')) variableIn(reference);
  return `\${${reference}}`;
};

function variableIn(reference: string): RegExpExecArray {
  const match = VARIABLE.exec(reference);
  if (!match) throw new Error(`\${${reference}} is no reference; expected one of ${HELP}`);
  return match;
}

function textOfFile(path: string, sources: Sources): string {
  try {
    return sources.readFile(path).trimEnd();
  } catch (cause) {
    throw new Error(`the file "${path}" cannot be read`, { cause });
  }
}

/** Replaces the references in every text of a tree of plain data. `$${` stands for a plain `${`. */
export function interpolate(value: unknown, resolve: Resolve, at: Path = []): Interpolated {
  const references = new Set<string>();
  const findings: Finding[] = [];
  const text = (raw: string, path: Path): string => {
    const end = raw.lastIndexOf('}') + 1; // Beyond it every `${` would look for an end in vain.
    const whole = raw.slice(0, end).replace(REFERENCE, (_, escaped: string, reference: string) => {
      if (escaped) return `\${${reference}}`;
      references.add(pointerOf(path));
      try {
        return resolve(reference);
      } catch (error) {
        findings.push({ path, message: (error as Error).message });
        return '';
      }
    });
    return whole + raw.slice(end);
  };
  const walk = (inner: unknown, path: Path): unknown => {
    if (typeof inner === 'string') return text(inner, path);
    if (Array.isArray(inner)) return inner.map((item, index) => walk(item, [...path, index]));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return { value: walk(value, at), references, findings };
}
