import { expect, test } from 'vitest';
import { DatabaseWriter } from '../../../../src/core/persistence/drain/database-writer.js';
import { freshDatabase, query } from '../../../support/database.js';

const statement = (text: string) => ({ name: text.slice(0, 30), text, values: [] });

test('a commit is on disk when it is answered, also on a server that is set to answer earlier', async () => {
  const { address, drop } = await freshDatabase();
  await query(address, `ALTER DATABASE ${address.database} SET synchronous_commit = off`);
  const writer = await DatabaseWriter.connect(address);
  await writer.store([
    statement("CREATE TABLE seen AS SELECT current_setting('synchronous_commit') AS word"),
  ]);
  expect(await query(address, 'SELECT word FROM seen')).toEqual([{ word: 'on' }]);
  await writer.close();
  await drop();
});

test('statements are stored together or not at all, and the first refusal is the reason', async () => {
  const { address, drop } = await freshDatabase();
  const writer = await DatabaseWriter.connect(address);
  await writer.store([statement('CREATE TABLE one (n integer)'), statement('INSERT INTO one VALUES (1)')]);
  const refused = writer.store([
    statement('INSERT INTO one VALUES (2)'),
    statement('SELECT 1 / 0'),
    statement('SELECT no_such_column FROM one'),
  ]);
  await expect(refused).rejects.toMatchObject({ code: '22012' });
  await writer.store([statement('INSERT INTO one VALUES (3)')]);
  expect(await query(address, 'SELECT n FROM one ORDER BY n')).toEqual([{ n: 1 }, { n: 3 }]);
  await writer.close();
  await drop();
});
