import { resolve } from 'node:path';
import { CONFIG_FILE, FileSettingsDesk } from '../core/config/index.js';
import { packageVersion } from '../core/system/package-facts.js';
import type { RunningBridge } from '../main.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT } from './command.js';
import { followConfig } from './follow-config.js';
import { pluginLoader, pluginSchemas } from './plugin-schemas.js';
import { runningText, stoppedText } from './running-text.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';
import { LOG_OPTIONS, loggerFor, untilInterrupted, withBridge } from './with-bridge.js';
import { wrap } from './wrap.js';

const options = { ...SETTINGS_OPTIONS, ...LOG_OPTIONS } as const;

export const start: Command = {
  name: 'start',
  summary: 'Run the bridge: listen, score, show and remember',
  operands: '',
  options,
  details: [
    'It runs until Ctrl+C; then the practice is ended and stored. A changed configuration is taken over while it runs.',
  ],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const settings = await readSettings(values, io);
    const file = resolve(io.cwd, values.config ?? CONFIG_FILE);
    const run = async (bridge: RunningBridge) => {
      const running = `FretCoach ${packageVersion()} runs. Ctrl+C stops it.\n\n${runningText(bridge)}`;
      io.out(wrap(running, io.width));
      const stopFollowing = followConfig(file, bridge, io);
      await untilInterrupted(io);
      stopFollowing();
    };
    const reread = async () => (await readSettings(values, io)).config;
    const desk = new FileSettingsDesk(file, pluginSchemas(pluginLoader(io.cwd, values.config)), {
      ...io.env,
    });
    const live = { reread, settings: desk };
    const storage = await withBridge(settings, loggerFor(values, io), io, run, live);
    io.out(stoppedText(storage));
    return EXIT.ok;
  },
};
