import type { ConfigSchema } from '../plugin/input-plugin.js';
import type { Finding } from './config-document.js';
import type { Interpolated } from './interpolation.js';
import { jsonSchemaOf } from './json-schema.js';
import { type Path, pointerOf, valueAt, withValueAt } from './path.js';
import { findingsFromError, hasIssues, pathOf } from './schema-findings.js';

export type Parsed<Config> =
  | { readonly raw: unknown; readonly config: Config; readonly findings: readonly [] }
  | { readonly raw: unknown; readonly config: null; readonly findings: readonly Finding[] };

/**
 * Checks data whose references were replaced. An environment variable is always a text: where the schema refuses
 * the text but would take the number or the truth value it spells, it is given that.
 */
export function parseInterpolated<Config>(
  schema: ConfigSchema<Config>,
  { value, references }: Pick<Interpolated, 'value' | 'references'>,
  at: Path = [],
): Parsed<Config> {
  try {
    return { raw: value, config: schema.parse(value), findings: [] };
  } catch (error) {
    const spelled = spellOut(value, error, references, at);
    if (spelled !== value) return parseInterpolated(schema, { value: spelled, references }, at);
    const findings = findingsFromError(error, { value, schema: jsonSchemaOf(schema), references, at });
    return { raw: value, config: null, findings };
  }
}

function spellOut(value: unknown, error: unknown, references: ReadonlySet<string>, at: Path): unknown {
  if (!hasIssues(error)) return value;
  const refused = error.issues.map(pathOf).filter((path) => references.has(pointerOf([...at, ...path])));
  return refused.reduce((changed, path) => withLiteral(changed, path), value);
}

function withLiteral(value: unknown, path: Path): unknown {
  const literal = literalFrom(valueAt(value, path));
  return literal === undefined ? value : withValueAt(value, path, literal);
}

function literalFrom(text: unknown): number | boolean | undefined {
  if (typeof text !== 'string') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
