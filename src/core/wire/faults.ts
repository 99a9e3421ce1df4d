import type { z } from 'zod';
import type { Fault } from '../errors.js';

type Issue = z.core.$ZodIssue;

/** What a schema refuses, in words for whoever asked: a JSON pointer and a sentence for each fault. */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  return issues.map((issue) => ({ pointer: pointerTo(issue.path), message: complaint(issue) }));
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A schema's own sentence stays as it is; zod's are for programmers. */
function complaint(issue: Issue): string {
  const { message } = issue;
  if (!/^(Invalid|Too (big|small)|Unrecognized)/.test(message)) return message;
  if (issue.code === 'invalid_union') return neither(issue.errors);
  if (issue.code === 'too_small') {
    const bound = issue.inclusive === false ? 'more than' : 'at least';
    return `expected ${limit(bound, issue.minimum, issue.origin)}`;
  }
  if (issue.code === 'too_big') return `expected ${limit('at most', issue.maximum, issue.origin)}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(quoted).join(' or ')}`;
  if (issue.code === 'unrecognized_keys') return `there is no ${issue.keys.map(quoted).join(', no ')} here`;
  if (message.endsWith('received undefined')) return 'is missing';
  return message.replace(/^Invalid \w+: /, '');
}

/** Everything that would have done. */
function neither(choices: readonly (readonly Issue[])[]): string {
  const complaints = choices.flatMap(([first]) => (first ? complaint(first) : []));
  const wanted = complaints.map((text) => text.replace(/^expected |, received .*$/g, ''));
  return complaints.includes('is missing') ? 'is missing' : `expected ${wanted.join(' or ')}`;
}

const COUNTED: Readonly<Record<string, string>> = { string: ' characters', array: ' in the list' };

function limit(bound: string, value: number | bigint, origin: string): string {
  return `${bound} ${value}${COUNTED[origin] ?? ''}`;
}

const quoted = (value: unknown) => JSON.stringify(value);
