import type { Logger } from '../core/plugin/logger.js';
import { practiseOffline } from '../practise-offline.js';
import type { Io } from './command.js';
import { type Heard, Listener, minutes, type Recording } from './heard.js';
import type { Settings } from './settings.js';

const PROGRESS_STEP = 5_000; // of the recording

/** Hears a recording as fast as the computer can; nothing is stored. */
export async function replayOffline(
  { file, use }: Recording,
  { config }: Settings,
  log: Logger,
  io: Io,
): Promise<Heard> {
  const listener = new Listener(true);
  let told = 0;
  const { session, result } = await practiseOffline({
    use,
    config: { source: { file } },
    request: {},
    defaults: config.session,
    log,
    signal: io.signal,
    onFeedback: (feedback) => {
      listener.hear(feedback);
      if (listener.time - told < PROGRESS_STEP) return;
      told = listener.time;
      io.progress(`Heard ${minutes(told)}, ${listener.notes.length} notes …`);
    },
  });
  io.progress('');
  return { ...listener.heard, practice: { session, result } };
}
