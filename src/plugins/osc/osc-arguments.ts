import { type ByteReader, paddedLength } from './byte-reader.js';
import type { OscArgument, OscFault, OscValue } from './osc-types.js';

export const MAX_ARGUMENTS = 256;
export const MAX_STRING = 256;
const MAX_ARRAY_DEPTH = 8;

/**
 * Reads arguments by their type tags, in one pass. What follows the first unknown tag or the end of the bytes
 * cannot be located, so the arguments up to there are all there is.
 */
export function readArguments(
  tags: string,
  reader: ByteReader,
  fault: (kind: OscFault) => void,
): OscArgument[] {
  const top: OscArgument[] = [];
  const open: OscArgument[][] = [top];
  for (let index = 0; index < tags.length; index += 1) {
    if (index >= MAX_ARGUMENTS) return stopped(top, fault, 'too-many-arguments');
    const tag = tags.charAt(index);
    if (tag === '[' || tag === ']') {
      if (!bracket(tag, open)) return stopped(top, fault, 'too-deep');
      continue;
    }
    const value = readValue(tag, reader);
    if (value === undefined) return stopped(top, fault, tag in READERS ? 'truncated' : 'unknown-type');
    open.at(-1)?.push({ type: tag, value: usable(value, fault) });
  }
  return top;
}

function stopped(args: OscArgument[], fault: (kind: OscFault) => void, kind: OscFault): OscArgument[] {
  fault(kind);
  return args;
}

/** Opens or closes an array; false when they nest too deep or do not match. */
function bracket(tag: '[' | ']', open: OscArgument[][]): boolean {
  if (tag === ']') return open.length > 1 && open.pop() !== undefined;
  if (open.length > MAX_ARRAY_DEPTH) return false;
  const inner: OscArgument[] = [];
  open.at(-1)?.push({ type: '[', value: inner });
  open.push(inner);
  return true;
}

function usable(value: OscValue, fault: (kind: OscFault) => void): OscValue {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    fault('not-finite');
    return null;
  }
  if (typeof value === 'string' && value.length > MAX_STRING) {
    fault('string-too-long');
    return value.slice(0, MAX_STRING);
  }
  return value;
}

/** `undefined`: unknown tag, or not enough bytes. */
function readValue(tag: string, reader: ByteReader): OscValue | undefined {
  const read = Object.hasOwn(READERS, tag) ? READERS[tag] : undefined;
  return read?.(reader);
}

type ReadValue = (reader: ByteReader) => OscValue | undefined;

const orMissing =
  <Value extends OscValue>(read: (reader: ByteReader) => Value | null): ReadValue =>
  (reader) =>
    read(reader) ?? undefined;

const text: ReadValue = (reader) => (reader.left > 0 ? reader.string() : undefined);

const READERS: Readonly<Record<string, ReadValue>> = {
  i: orMissing((reader) => reader.int32()),
  f: orMissing((reader) => reader.float32()),
  d: orMissing((reader) => reader.float64()),
  h: orMissing((reader) => reader.int64()),
  // A time tag as an argument is of no use to us beyond its whole seconds.
  t: orMissing((reader) => {
    const seconds = reader.uint32();
    return reader.uint32() === null ? null : seconds;
  }),
  s: text,
  S: text,
  b: blob,
  c: orMissing((reader) => {
    const code = reader.uint32();
    return code === null ? null : String.fromCodePoint(Math.min(code, 0x10ffff));
  }),
  r: orMissing((reader) => reader.uint32()),
  m: orMissing((reader) => reader.take(4)),
  T: () => true,
  F: () => false,
  N: () => null,
  I: () => true,
};

function blob(reader: ByteReader): OscValue | undefined {
  const length = reader.int32();
  if (length === null) return undefined;
  const bytes = reader.take(length);
  if (!bytes) return undefined;
  reader.offset = Math.min(reader.end, reader.offset + paddedLength(length) - length);
  return bytes;
}
