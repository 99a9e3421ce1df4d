import type { FeedbackEvent } from '../../events/feedback-event.js';
import type { RunningPlugin } from '../../plugin/input-plugin.js';
import type { RunningOutput } from '../../plugin/output-plugin.js';
import { SystemClock } from '../../system/system-clock.js';
import type { PluginModule } from '../plugin-module.js';
import { settingsFault } from '../settings-fault.js';
import { type Beginning, HEARTBEAT } from './beginning.js';
import { ChildContext } from './child-context.js';
import { adviceFor, reasonFor } from './import-error.js';
import { type Handlers, type Packet, Talk } from './talk.js';
import { toldError } from './told-error.js';

/** The program of a plugin's own process: does what the bridge says, until the bridge is gone. */
const url = process.argv[2] ?? '';
let running: (RunningPlugin<never> & Partial<RunningOutput<never>>) | null = null;

let parse: (raw: unknown) => never;

const load = async () => (await import(url)) as PluginModule;

const life: Handlers = {
  start: async (beginning: Beginning) => {
    const plugin = (await load())[beginning.role];
    if (!plugin) throw new Error(`it exports no ${beginning.role}`);
    parse = (raw) => parsed(() => plugin.config.parse(raw));
    running = plugin.create(context.contextFor(beginning, parse(beginning.config)));
    await running.start();
  },
  stop: async () => {
    context.abort();
    await running?.stop();
  },
  reconfigure: async (raw: unknown) => {
    if (!running?.reconfigure) throw new Error('it takes its settings at the start');
    await running.reconfigure(parse(raw));
  },
  deliver: (feedback: FeedbackEvent) => running?.deliver?.(feedback),
  describe: async () => (await import('../declaration.js')).declarationOf(await load().catch(explain)),
  isNeeded: async (role: Beginning['role'], raw: unknown) => {
    const plugin = (await load())[role];
    return plugin?.isNeeded?.(plugin.config.parse(raw)) ?? true;
  },
  devices: async () => asJson(await (await load()).input?.devices?.()),
  nearby: async () => asJson(await (await load()).output?.nearby?.(new SystemClock())),
};

/** What goes on to pages as it is: what JSON cannot say is the plugin's fault, not theirs. */
function asJson(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer ?? null));
}

function explain(cause: unknown): never {
  throw Object.assign(new Error(reasonFor(cause), { cause }), { hint: adviceFor(cause) });
}

function parsed(read: () => never): never {
  try {
    return read();
  } catch (cause) {
    throw settingsFault(cause);
  }
}

const handlers: Record<string, Handlers[string]> = { ...life };
const talk = new Talk((packet) => {
  if (process.connected) process.send?.(packet);
}, handlers);
const context = new ChildContext(talk);
Object.assign(handlers, context.handlers);

process.on('message', (packet: Packet) => talk.hear(packet));
process.on('disconnect', () => process.exit());
// Ctrl+C and the like reach the bridge as well: it stops us in its own time.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.on('uncaughtException', (error) => talk.tell('fail', toldError(error)));
process.on('unhandledRejection', (error) => talk.tell('fail', toldError(error)));
setInterval(() => talk.tell('beat'), HEARTBEAT);
