import { say } from './toast.js';

/** Into the clipboard; says so, or what to do where the browser keeps it closed. */
export async function copy(text: string, done: string, otherwise: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(otherwise);
  }
}
