import { SystemClock } from '../../system/system-clock.js';
import { type Declaration, type Question, readDeclaration } from '../declaration.js';
import { within } from '../within.js';
import { type PluginPlace, PluginProcess } from './plugin-process.js';

/** Longer than anybody waits: then the process is not needed any more. What a module declares is asked while all wait. */
const LONGEST_SECONDS = 10;
const LONGEST_DESCRIPTION_SECONDS = 7; // a module that blocks is told by its heart first

/** For one question a process of its own, which no other question can hold up. */
export async function askPlugin<Answer>(
  place: PluginPlace,
  question: Question | 'describe',
  ...args: unknown[]
): Promise<Answer> {
  const clock = new SystemClock();
  const seconds = question === 'describe' ? LONGEST_DESCRIPTION_SECONDS : LONGEST_SECONDS;
  const process = new PluginProcess(place, {}, clock, () => {});
  try {
    const answer = process.talk.call<Answer>(question, ...args);
    const tooLate = () => new Error(`It gave no answer within ${seconds} s.`);
    return await within(clock, 1000 * seconds, answer, tooLate);
  } finally {
    void process.kill();
  }
}

/** What a module declares. Nothing is known of it yet; native code is all that modules load at once. */
export async function askForDeclaration(url: string): Promise<Declaration> {
  return readDeclaration(await askPlugin({ url, permissions: ['addons'], writable: [] }, 'describe'));
}
