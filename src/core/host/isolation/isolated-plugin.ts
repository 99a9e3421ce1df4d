import type { FeedbackEvent } from '../../events/feedback-event.js';
import type { ConfigSchema, InputPlugin } from '../../plugin/input-plugin.js';
import type { OutputPlugin, RunningOutput } from '../../plugin/output-plugin.js';
import type { InputContext, PluginContext } from '../../plugin/plugin-context.js';
import type { DeviceList, Nearby } from '../../plugin/plugin-directory.js';
import { SystemClock } from '../../system/system-clock.js';
import type { PluginModule } from '../plugin-loader.js';
import { within } from '../within.js';
import { type Beginning, machineNow } from './beginning.js';
import { type PluginPlace, PluginProcess } from './plugin-process.js';
import { servants } from './servants.js';

type Role = Beginning['role'];

/** Longer than anybody waits: then the process is not needed any more. */
const LONGEST_QUESTION = 10_000;
/** The same plugin, living in a process of its own. Its definition is read here; nothing of its life happens here. */
export function isolated({ input, output }: PluginModule, url: string, folder: string): PluginModule {
  return {
    ...(input ? { input: isolatedInput(input, url, folder) } : {}),
    ...(output ? { output: isolatedOutput(output, url, folder) } : {}),
  };
}

function isolatedInput(input: InputPlugin<never>, url: string, folder: string): InputPlugin<never> {
  const place = { url, permissions: input.permissions ?? [], writable: [folder] };
  const { devices } = input;
  return {
    ...input,
    ...checkedHere(input),
    create: (context) => new RemotePlugin(place, 'input', context),
    ...(devices ? { devices: () => askOnce<DeviceList>(place, 'devices') } : {}),
  };
}

function isolatedOutput(output: OutputPlugin<never>, url: string, folder: string): OutputPlugin<never> {
  const place = { url, permissions: output.permissions ?? [], writable: [folder] };
  const { nearby } = output;
  return {
    ...output,
    ...checkedHere(output),
    create: (context) => new RemotePlugin(place, 'output', context),
    ...(nearby ? { nearby: () => askOnce<readonly Nearby[]>(place, 'nearby') } : {}),
  };
}

interface Checked {
  readonly config: ConfigSchema<never>;
  isNeeded?(config: never): boolean;
}

/** Faults are told at once; what crosses to the process are the settings as they are written. */
function checkedHere(plugin: Checked): Checked {
  const config = {
    parse: (raw: unknown): never => {
      plugin.config.parse(raw);
      return structuredClone(raw) as never;
    },
  };
  if (!plugin.isNeeded) return { config };
  return { config, isNeeded: (raw) => plugin.isNeeded?.(plugin.config.parse(raw)) ?? true };
}

/** For one question a process of its own, which no other question can hold up. */
async function askOnce<Answer>(place: PluginPlace, question: 'devices' | 'nearby'): Promise<Answer> {
  const clock = new SystemClock();
  const process = new PluginProcess(place, {}, clock, () => {});
  try {
    return await within(
      clock,
      LONGEST_QUESTION,
      process.talk.call<Answer>(question),
      () => new Error('no answer'),
    );
  } finally {
    void process.kill();
  }
}

class RemotePlugin implements RunningOutput<never> {
  private process: PluginProcess | null = null;

  constructor(
    private readonly place: PluginPlace,
    private readonly role: Role,
    private readonly context: PluginContext<never> & Partial<InputContext<never>>,
  ) {}

  async start(): Promise<void> {
    const { id, config, dataDir, http, clock, signal } = this.context;
    if (signal.aborted) return;
    const place = { ...this.place, writable: [...this.place.writable, dataDir] };
    const handlers = servants(this.context, () => this.process?.talk);
    const process = new PluginProcess(place, handlers, clock, (error) => this.context.fail(error));
    this.process = process;
    // After the host has given up waiting for `stop`.
    signal.addEventListener('abort', () => void process.kill(), { once: true });
    await process.talk.call('start', {
      role: this.role,
      id,
      config,
      dataDir,
      prefix: http.prefix,
      now: clock.now(),
      machineNow: machineNow(),
      epoch: clock.date(0).getTime(),
    } satisfies Beginning);
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = null;
    try {
      if (process?.isAlive) await process.talk.call('stop');
    } finally {
      await process?.kill(); // Its devices are free when the next one starts.
    }
  }

  async reconfigure(config: never): Promise<void> {
    await this.process?.talk.call('reconfigure', config);
  }

  async deliver(feedback: FeedbackEvent): Promise<void> {
    await this.process?.talk.call('deliver', feedback);
  }
}
