import { watchConfig } from '../core/config/index.js';
import { messageOf } from '../core/errors.js';
import { SystemClock } from '../core/system/system-clock.js';
import type { RunningBridge } from '../main.js';
import type { Io } from './command.js';

/** Takes over a changed configuration while the bridge runs; what is wrong with it is told, and nothing changes. */
export function followConfig(file: string, bridge: Pick<RunningBridge, 'reload'>, io: Io): () => void {
  const reload = () => void reloadAndTell(bridge, io);
  const stopWatching = watchConfig(file, new SystemClock(), reload);
  const stopListening = io.onHangup(reload);
  return () => {
    stopWatching();
    stopListening();
  };
}

async function reloadAndTell(bridge: Pick<RunningBridge, 'reload'>, io: Io): Promise<void> {
  try {
    const { added, removed, changed } = await bridge.reload();
    const parts = Object.entries({ added, removed, changed })
      .filter(([, ids]) => ids.length > 0)
      .map(([what, ids]) => `${what} ${ids.join(', ')}`);
    io.out(`The configuration was read again: ${parts.join('; ') || 'no plugin changed'}.`);
  } catch (error) {
    io.err(messageOf(error));
    io.err('The bridge goes on as before.');
  }
}
