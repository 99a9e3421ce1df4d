import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Labelled recordings of real guitars, where they are at hand; the suite passes without them. */
export const recordingsFolder =
  process.env.FRETCOACH_RECORDINGS ?? resolve(import.meta.dirname, '../../../shared/data/guitar-notes');

export const hasNoRecordings = !existsSync(join(recordingsFolder, 'labels.json'));

export interface LabelledPhrase {
  readonly file: string;
  /** Seconds; `midi` is a float. */
  readonly notes: readonly { readonly on: number; readonly off: number; readonly midi: number }[];
}

export function labelledPhrase(file: string): LabelledPhrase {
  const { phrases } = JSON.parse(readFileSync(join(recordingsFolder, 'labels.json'), 'utf8')) as {
    readonly phrases: readonly LabelledPhrase[];
  };
  const found = phrases.find((phrase) => phrase.file === file);
  if (!found) throw new Error(`no phrase ${file}`);
  return { ...found, file: join(recordingsFolder, file) };
}
