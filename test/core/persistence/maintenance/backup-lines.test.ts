import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBackup } from '../../../../src/core/persistence/maintenance/backup-lines.js';
import { ownFolder } from '../../../support/database.js';

const header = `${JSON.stringify({ format: 'fretcoach-backup', version: 1 })}\n`;
const sha256 = createHash('sha256').update(header).digest('hex');
const whole = `${header}${JSON.stringify({ end: { sessions: 0, session_metrics: 0, sha256 } })}\n`;

function fileWith(text: string): string {
  const file = join(ownFolder(), 'all.jsonl');
  writeFileSync(file, text);
  return file;
}

test('a backup without a practice is whole', async () => {
  expect(await checkBackup(fileWith(whole))).toEqual({ sessions: 0, session_metrics: 0 });
});

test.each([
  ['an empty line', `${whole}\n`],
  ['a second backup', whole + whole],
  ['another practice', `${whole}{"sessions":{}}\n`],
])('a backup behind which %s stands was changed, and is not brought in', async (_what, text) => {
  await expect(checkBackup(fileWith(text))).rejects.toMatchObject({
    code: 'storage.backup',
    message: expect.stringContaining('Nothing was changed.'),
  });
});
