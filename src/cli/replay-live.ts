import type { Logger } from '../core/plugin/logger.js';
import type { RunningBridge } from '../main.js';
import type { Io } from './command.js';
import { type Heard, Listener, minutes, type Recording } from './heard.js';
import { pluginLoader } from './plugin-schemas.js';
import type { Settings } from './settings.js';
import { withStandIn } from './stand-in.js';
import { withBridge } from './with-bridge.js';

const PLAYER = 'recording';

/** Plays a recording at its own speed through a bridge with all its outputs; the practice is stored. */
export async function replayLive(
  { file, use }: Recording,
  settings: Settings,
  log: Logger,
  io: Io,
): Promise<Heard> {
  const player = { id: PLAYER, use, enabled: true, required: true, config: { source: { file } } };
  const staged = await withStandIn(settings, pluginLoader(io.cwd), player);
  const listener = new Listener(true);
  const play = async (bridge: RunningBridge) => {
    io.err(`It plays; see ${bridge.url}/ and ${bridge.url}/overlay/note.`);
    await untilOver(bridge, listener, io);
  };
  await withBridge(staged, log, io, play, { hear: (feedback) => listener.hear(feedback) });
  return listener.heard;
}

/** The input says when it is over. */
function untilOver(bridge: RunningBridge, listener: Listener, io: Io): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const status = bridge.statuses().find(({ id }) => id === PLAYER);
      io.progress(`Heard ${minutes(listener.time)}, ${listener.notes.length} notes …`);
      if (status?.state !== 'stopped' && !io.signal.aborted) return;
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(look, 200);
  });
}
