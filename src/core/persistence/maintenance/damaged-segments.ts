import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Piece, piecesOf } from '../journal/frame.js';
import { segmentsAside } from '../journal/segments.js';
import { replaceFile } from '../replace-file.js';

/** Bytes of a file that are no records any more; whose they were cannot be told. */
export interface Unreadable {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Takes everything in which one of these texts stands out of the segments that were set aside: records, and also
 * stretches between them that cannot be read as records. Says what else is unreadable there.
 */
export function forgetInDamaged(journalFolder: string, texts: readonly string[]): Unreadable[] {
  const isForgotten = ({ bytes }: Piece) => texts.some((text) => bytes.includes(text));
  return segmentsAside(journalFolder).flatMap((name) => {
    const file = join(journalFolder, name);
    const kept = [...piecesOf(readFileSync(file))].filter((piece) => !isForgotten(piece));
    const bytes = kept.reduce((sum, piece) => sum + (piece.text === null ? piece.bytes.length : 0), 0);
    if (bytes === 0)
      unlinkSync(file); // what can be read of it was stored long ago
    else replaceFile(file, Buffer.concat(kept.map((piece) => piece.bytes)));
    return bytes === 0 ? [] : [{ file, bytes }];
  });
}

/** Sessions of a player that begin there, though they may never have reached the database. */
export function sessionsInDamaged(journalFolder: string, mark: string): string[] {
  return segmentsAside(journalFolder)
    .flatMap((name) => [...piecesOf(readFileSync(join(journalFolder, name)))])
    .flatMap(({ text }) => (text?.includes(mark) ? JSON.parse(text)[1].id : []));
}
