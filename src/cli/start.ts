import { packageVersion } from '../core/system/package-facts.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT } from './command.js';
import { runningText, stoppedText } from './running-text.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';
import { LOG_OPTIONS, loggerFor, untilInterrupted, withBridge } from './with-bridge.js';

const options = { ...SETTINGS_OPTIONS, ...LOG_OPTIONS } as const;

export const start: Command = {
  name: 'start',
  summary: 'Run the bridge: listen, score, show and remember',
  operands: '',
  options,
  details: ['It runs until Ctrl+C; then the practice is ended and stored.'],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const settings = await readSettings(values, io);
    const storage = await withBridge(settings, loggerFor(values, io), io, async (bridge) => {
      io.out(`FretCoach ${packageVersion()} runs. Ctrl+C stops it.\n\n${runningText(bridge)}`);
      await untilInterrupted(io);
    });
    io.out(stoppedText(storage));
    return EXIT.ok;
  },
};
