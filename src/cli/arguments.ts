import { parseArgs } from 'node:util';
import { nearest } from '../core/config/index.js';
import { type Options, UsageError } from './command.js';

export interface Arguments<Wanted extends Options> {
  /** Values of options, and `true` for switches that were given. */
  readonly values: {
    readonly [Name in keyof Wanted]?: Wanted[Name] extends { value: string } ? string : boolean;
  };
  readonly operands: readonly string[];
}

/** @throws UsageError that names what was meant. */
export function readArguments<const Wanted extends Options>(
  args: readonly string[],
  options: Wanted,
  { atMost = 0 }: { readonly atMost?: number } = {},
): Arguments<Wanted> {
  const entries = Object.entries(options).map(
    ([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const,
  );
  const config = Object.fromEntries(entries) as Record<string, { type: 'string' | 'boolean' }>;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: config,
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length > atMost) throw new UsageError(`"${positionals[atMost]}" is one word too many.`);
    return { values: values as Arguments<Wanted>['values'], operands: positionals };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : usageErrorFrom(error as NodeJS.ErrnoException, args, Object.keys(options));
  }
}

function usageErrorFrom(
  error: NodeJS.ErrnoException,
  args: readonly string[],
  known: readonly string[],
): UsageError {
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return new UsageError(valueError(error.message));
  if (error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return new UsageError(error.message.split('. ')[0] ?? error.message);
  const unknown = args.find((arg) => arg.startsWith('-') && !known.includes(optionName(arg))) ?? '';
  const meant = nearest(optionName(unknown), known);
  return new UsageError(`There is no option "${unknown}".${meant ? ` Did you mean "--${meant}"?` : ''}`);
}

/** What Node says about an option with too little or too much behind it, in one sentence. */
function valueError(message: string): string {
  const name = /--([\w-]+)/.exec(message)?.[1] ?? '';
  if (message.includes('does not take')) return `--${name} takes no value.`;
  return `--${name} needs a value; one that begins with a dash is written --${name}=-VALUE.`;
}

function optionName(arg: string): string {
  return arg.replace(/^--?(no-)?/, '').replace(/=.*$/s, '');
}

/** A number within a range. @throws UsageError. */
export function numberOption(
  name: string,
  text: string | undefined,
  from: number,
  to: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= from && value <= to) return value;
  throw new UsageError(`--${name} takes a number from ${from} to ${to}, not "${text}".`);
}
