import { expect, test } from 'vitest';
import { wrap } from '../../src/cli/wrap.js';

test('what does not fit goes on under the column it began in', () => {
  const line = '  Inputs   guitar  needs device: no microphone was found on this computer.';
  expect(wrap(line, 48).split('\n')).toEqual([
    '  Inputs   guitar  needs device: no microphone',
    '                   was found on this computer.',
  ]);
});

test('where a column leaves too little room, the indentation is kept', () => {
  expect(wrap('  --a-very-long-option NAME  what it does to a guitar', 34).split('\n')).toEqual([
    '  --a-very-long-option NAME  what',
    '  it does to a guitar',
  ]);
});

test('a path that is longer than a line stays whole, and short lines and endless ones stay as they are', () => {
  expect(wrap('It is in /var/lib/fretcoach/postgres now.', 12)).toBe(
    'It is in\n/var/lib/fretcoach/postgres\nnow.',
  );
  expect(wrap('one\n\n  two', 5)).toBe('one\n\n  two');
  expect(wrap('all in one line', Number.POSITIVE_INFINITY)).toBe('all in one line');
});
