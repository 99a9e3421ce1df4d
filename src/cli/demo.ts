import { readArguments } from './arguments.js';
import { type Command, EXIT } from './command.js';
import { pluginLoader } from './plugin-schemas.js';
import { runningText, stoppedText } from './running-text.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';
import { withStandIn } from './stand-in.js';
import { LOG_OPTIONS, loggerFor, untilInterrupted, withBridge } from './with-bridge.js';
import { wrap } from './wrap.js';

const options = { ...SETTINGS_OPTIONS, ...LOG_OPTIONS } as const;

const PLAYER = { id: 'demo', use: 'audio', enabled: true, required: true, config: { source: 'demo' } };

export const demo: Command = {
  name: 'demo',
  summary: 'Let a synthesised guitar play, to try overlays and lamps without one',
  operands: '',
  options,
  details: [
    'It plays the same phrase over and over through the real path; its practice is stored for the user "demo".',
  ],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const settings = await readSettings(values, io);
    const demoed = await withStandIn(settings, pluginLoader(io.cwd, values.config), PLAYER);
    const session = { ...demoed.config.session, userId: 'demo', scaleName: 'A Minor Pentatonic' };
    const config = { ...demoed.config, session };
    const storage = await withBridge({ ...demoed, config }, loggerFor(values, io), io, async (bridge) => {
      io.out(wrap(`A guitar plays. Ctrl+C stops it.\n\n${runningText(bridge)}`, io.width));
      await untilInterrupted(io);
    });
    io.out(stoppedText(storage));
    return EXIT.ok;
  },
};
