import { expect, test } from 'vitest';
import { arrayParameter, type ColumnType } from '../../../../src/core/persistence/drain/array-parameter.js';
import { query, testServer } from '../../../support/database.js';

const COLUMNS: Partial<Record<ColumnType, unknown[]>> = {
  uuid: ['019aa000-0000-7000-8000-0000000000ff', null, 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  float8: [0, 82.4068892282175, null, -5e-324, 1.7976931348623157e308, 1795305600000],
  integer: [0, null, 2_147_483_647, -2_147_483_648],
  boolean: [true, null, false],
  varchar: ['A "Minor" {Pentatonic}', null, 'NULL', '', 'back\\slash 🎸'],
};

/** What the server makes of an array, as text. */
async function asTheServerReads(type: string, parameter: unknown): Promise<unknown[]> {
  const sql = `SELECT array(SELECT value::text FROM unnest($1::${type}[]) AS value) AS values`;
  const [row] = await query<{ values: unknown[] }>(await testServer(), sql, [parameter]);
  return row?.values ?? [];
}

test.each(Object.entries(COLUMNS))('a column of %s arrives as it left', async (type, values) => {
  const parameter = arrayParameter(type as ColumnType, values);
  expect(Buffer.isBuffer(parameter)).toBe(type !== 'varchar');
  const read = await asTheServerReads(type, parameter);
  expect(read).toEqual(await asTheServerReads(type, values)); // as the driver itself sends them
  expect(read).toHaveLength(values.length);
});

test.each([
  ['uuid', 'not an id', 'invalid input syntax for type uuid'],
  ['uuid', '0195b3a0-0000-7000-8000-00000000000g', 'invalid input syntax for type uuid'],
  ['uuid', '0195b3a0-0000-7000-8000-0000000--000', 'invalid input syntax for type uuid'],
  ['integer', 3e9, 'out of range'],
  ['integer', 2.5, 'invalid input syntax for type integer'],
  ['float8', 'loud', 'invalid input syntax for type double precision'],
  ['boolean', 'perhaps', 'invalid input syntax for type boolean'],
] as const)(
  'a %s that is none (%s) is refused by the server, with its reason',
  async (type, value, reason) => {
    await expect(asTheServerReads(type, arrayParameter(type, [value]))).rejects.toThrow(reason);
  },
);
