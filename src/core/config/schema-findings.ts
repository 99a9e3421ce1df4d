import type { z } from 'zod';
import { messageOf } from '../errors.js';
import type { Finding } from './config-document.js';
import { choicesOf, either, expectation, type JsonSchema, keysOf, schemasAt } from './json-schema.js';
import { nearest } from './nearest.js';
import { type Path, pointerOf, valueAt } from './path.js';
import { isSecretKey } from './secrets.js';

type Issue = z.core.$ZodIssue;

/** What was checked, and against what. */
export interface Checked {
  readonly value: unknown;
  /** `null` when the schema cannot be described. */
  readonly schema: JsonSchema | null;
  /** Pointers of texts that may be secret: never quoted. */
  readonly references: ReadonlySet<string>;
  /** Where `value` stands in the whole configuration. */
  readonly at: Path;
}

/** Turns what a zod schema (or any other `parse`) threw into findings. */
export function findingsFromError(error: unknown, checked: Checked): Finding[] {
  if (hasIssues(error)) return error.issues.flatMap((issue) => findingsFromIssue(issue, checked));
  const message = messageOf(error);
  return [{ path: checked.at, atKey: true, message }];
}

export function hasIssues(error: unknown): error is { issues: readonly Issue[] } {
  return error instanceof Error && 'issues' in error && Array.isArray(error.issues);
}

export function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function findingsFromIssue(issue: Issue, checked: Checked): Finding[] {
  const path = pathOf(issue);
  const full = [...checked.at, ...path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...full, key],
      atKey: true,
      message: unknownKey(key, keysOf(schemas(path, checked))),
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ path: full, atKey: true, message: issue.issues[0]?.message ?? issue.message }];
  }
  if (issue.code === 'invalid_union') {
    const inner = branchMeant(issue);
    if (inner) return inner.flatMap((deeper) => findingsFromIssue(below(deeper, issue), checked));
  }
  return [{ path: full, message: complaint(issue, path, checked) }];
}

/** The one alternative whose top level fits, so that its inner fault is the one to tell. */
function branchMeant(issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined {
  const fitting = issue.errors.filter((branch) => branch.every(({ path }) => path.length > 0));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function below(issue: Issue, parent: Issue): Issue {
  return { ...issue, path: [...parent.path, ...issue.path] };
}

function schemas(path: Path, { schema, value }: Checked): JsonSchema[] {
  return schema ? schemasAt(schema, path, value) : [];
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const help = meant
    ? `; did you mean "${meant}"?`
    : known.length > 0
      ? `; known here: ${known.join(', ')}`
      : '';
  return `unknown setting "${key}"${help}`;
}

function complaint(issue: Issue, path: Path, checked: Checked): string {
  if (issue.code === 'custom' || !isStandardMessage(issue)) return issue.message;
  const value = valueAt(checked.value, path);
  const wanted = wantedBy(issue, schemas(path, checked));
  if (value === undefined) return `"${path.at(-1) ?? ''}" is missing: expected ${wanted.text}`;
  const meant = typeof value === 'string' ? nearest(value, wanted.choices) : null;
  const got = quote(value, path, checked);
  return `expected ${wanted.text}, got ${got}${meant ? `; did you mean "${meant}"?` : ''}`;
}

function isStandardMessage({ message }: Issue): boolean {
  return /^(Invalid|Too (big|small)|Unrecognized)/.test(message);
}

function wantedBy(
  issue: Issue,
  candidates: readonly JsonSchema[],
): { text: string; choices: readonly string[] } {
  const listed =
    issue.code === 'invalid_value' ? issue.values.filter((choice) => typeof choice === 'string') : [];
  const choices = [...new Set([...listed, ...choicesOf(candidates)])];
  if (candidates.length > 0) return { text: expectation(candidates), choices };
  if (choices.length > 0) return { text: either(choices.map((choice) => `"${choice}"`)), choices };
  return { text: issue.message.replace(/^.*expected /, '').replace(/, received .*$/, ''), choices };
}

const LONGEST_QUOTE = 40;

function quote(value: unknown, path: Path, { references, at }: Checked): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const isPrivate = references.has(pointerOf([...at, ...path])) || isSecretKey(path.at(-1));
  if (isPrivate) return 'a text that is kept secret';
  return typeof value === 'string' && value.length > LONGEST_QUOTE ? 'a longer text' : JSON.stringify(value);
}
