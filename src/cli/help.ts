import type { Command, Options } from './command.js';

/** Options that every command takes. */
export const COMMON_OPTIONS = {
  help: { help: 'Show this help' },
  debug: { help: 'Show everything about an error' },
} as const satisfies Options;

export interface CommandSummary {
  readonly name: string;
  readonly summary: string;
}

export function overview(commands: readonly CommandSummary[], version: string): string {
  return [
    `FretCoach ${version}: hears what you play, scores it, shows it and remembers it.`,
    '',
    'Usage: fretcoach COMMAND [OPTIONS]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'fretcoach COMMAND --help says more about each.',
  ].join('\n');
}

export function helpFor({ name, summary, operands, options, details = [] }: Command): string {
  const all: Options = { ...options, ...COMMON_OPTIONS };
  const rows = Object.entries(all).map(
    ([option, { value, help }]) => [`--${option}${value ? ` ${value}` : ''}`, help] as const,
  );
  const usage = ['fretcoach', name, operands, '[OPTIONS]'].filter((part) => part !== '').join(' ');
  return [`Usage: ${usage}`, '', `${summary}.`, ...details, '', ...columns(rows)].join('\n');
}

/** Two columns, the left one as wide as its widest entry. */
export function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

/** Rows with the same keys, under those keys. */
export function table(rows: readonly Readonly<Record<string, string>>[]): string {
  const titles = Object.keys(rows[0] ?? {});
  const lines = [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ''))];
  const widths = titles.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const align = (line: readonly string[]) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0));
  return lines.map((line) => align(line).join('  ').trimEnd()).join('\n');
}

/** A score for people; absent is an en dash, never 0. */
export function percent(score: number | null): string {
  return score === null ? '–' : `${Math.round(100 * score)} %`;
}
