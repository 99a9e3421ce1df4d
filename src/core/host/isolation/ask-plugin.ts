import { SystemClock } from '../../system/system-clock.js';
import { type Declaration, type Question, readDeclaration } from '../declaration.js';
import { within } from '../within.js';
import { type PluginPlace, PluginProcess } from './plugin-process.js';

/** Longer than anybody waits: then the process is not needed any more. */
const LONGEST_QUESTION = 10_000;

/** For one question a process of its own, which no other question can hold up. */
export async function askPlugin<Answer>(
  place: PluginPlace,
  question: Question | 'describe',
  ...args: unknown[]
): Promise<Answer> {
  const clock = new SystemClock();
  const process = new PluginProcess(place, {}, clock, () => {});
  try {
    const answer = process.talk.call<Answer>(question, ...args);
    return await within(clock, LONGEST_QUESTION, answer, () => new Error('It gave no answer within 10 s.'));
  } finally {
    void process.kill();
  }
}

/** What a module declares. Nothing is known of it yet; native code is all that modules load at once. */
export async function askForDeclaration(url: string): Promise<Declaration> {
  return readDeclaration(await askPlugin({ url, permissions: ['addons'], writable: [] }, 'describe'));
}
