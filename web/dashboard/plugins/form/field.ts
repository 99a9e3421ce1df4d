import type { Schema } from './schema.js';

export interface Common {
  /** Where faults of this very control are told, such as `/host`. */
  readonly pointer: string;
  readonly path: Path;
  readonly label: string;
  readonly help: string | null;
  readonly isRequired: boolean;
  /** What holds when nothing is given, in words. */
  readonly usual: string;
  /** Such as `ms`; `null` where numbers have none. */
  readonly unit: string | null;
  /** Rarely needed: folded away. */
  readonly isAdvanced: boolean;
  /** Where to look for what could be written here. */
  readonly suggest: string | null;
}

/** One of a list: what is written, and what people read. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

export type Path = readonly (string | number)[];

/** One control of a form, or several that belong together. */
export type Field = Common &
  (
    | { kind: 'text'; isSecret: boolean; pattern: string | null; least: number; most: number }
    | {
        kind: 'number';
        isWhole: boolean;
        min: number;
        max: number;
        above: number;
        below: number;
        /** Shares of one are read and written in percent: 100; all other numbers as they are: 1. */
        times: number;
      }
    | { kind: 'switch'; isUsuallyOn: boolean }
    | { kind: 'choice'; options: readonly Option[] }
    | { kind: 'checks'; options: readonly Option[]; usually: readonly unknown[] }
    | { kind: 'list' }
    | { kind: 'rows'; item: Schema }
    | { kind: 'group'; fields: readonly Field[] }
    | { kind: 'one-of'; variants: readonly Variant[]; usually: unknown }
    | { kind: 'json' }
  );

/** One alternative: a fixed value, or further fields. */
export interface Variant {
  readonly name: string;
  /** What people read for it. */
  readonly label: string;
  /** What choosing it writes. */
  readonly start: unknown;
  readonly fields: readonly Field[];
  readonly fits: (value: unknown) => boolean;
}

/** The alternative in force; none when the value fits nowhere. */
export function variantOf(field: Extract<Field, { kind: 'one-of' }>, value: unknown): Variant | null {
  const actual = value === undefined ? field.usually : value;
  return field.variants.find(({ fits }) => fits(actual)) ?? null;
}
