/** Where the last column of a line begins: behind its last gap of two spaces or more, its indentation included. */
const LAST_COLUMN = /^.*? {2,}(?!.* {2})/;

/** A column narrower than this is no place to read in. */
const NARROWEST = 24;

/**
 * Breaks lines for people at words, so that none is longer than `width` characters and what was broken goes on under
 * the column it began in. A word that is longer than a line, such as a path, stays whole.
 */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length > width ? broken(line, width) : [line]))
    .join('\n');
}

function broken(line: string, width: number): string[] {
  const column = LAST_COLUMN.exec(line)?.[0].length ?? 0;
  const indent = ' '.repeat(width - column < NARROWEST ? line.search(/\S|$/) : column);
  const head = line.slice(0, indent.length);
  const lines = [head];
  for (const word of line.slice(indent.length).split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length <= indent.length) lines[lines.length - 1] = last + word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}
