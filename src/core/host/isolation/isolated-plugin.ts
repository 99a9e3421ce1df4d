import { schemaFrom } from '../../config/json-schema.js';
import type { FeedbackEvent } from '../../events/feedback-event.js';
import type { RunningOutput } from '../../plugin/output-plugin.js';
import type { InputContext, PluginContext } from '../../plugin/plugin-context.js';
import type { DeviceList, Nearby } from '../../plugin/plugin-directory.js';
import type { Declaration, RoleDeclaration } from '../declaration.js';
import type { PluginModule } from '../plugin-module.js';
import { askPlugin } from './ask-plugin.js';
import { type Beginning, machineNow } from './beginning.js';
import { type PluginPlace, PluginProcess } from './plugin-process.js';
import { servants } from './servants.js';

type Role = Beginning['role'];

/** A stranger's plugin as it was declared, living in a process of its own: nothing of it happens here. */
export function isolated({ input, output }: Declaration, url: string, folder: string): PluginModule {
  return {
    ...(input ? { input: { kind: 'input', ...apart(input, 'input', url, folder) } } : {}),
    ...(output ? { output: { kind: 'output', ...apart(output, 'output', url, folder) } } : {}),
  } as PluginModule;
}

function apart(declared: RoleDeclaration, role: Role, url: string, folder: string): object {
  const { config, answers, permissions = [], ...facts } = declared;
  const place = { url, permissions, writable: [folder] };
  const questions = {
    devices: shared(() => askPlugin<DeviceList>(place, 'devices')),
    nearby: shared(() => askPlugin<readonly Nearby[]>(place, 'nearby')),
    isNeeded: (raw: unknown) => askPlugin<boolean>(place, 'isNeeded', role, raw),
  };
  return {
    ...facts,
    permissions,
    config: schemaFrom(config),
    create: (context: PluginContext<never>) => new RemotePlugin(place, role, context),
    ...Object.fromEntries(answers.map((question) => [question, questions[question]])),
  };
}

/** Whoever asks meanwhile gets the same answer: a question costs a process. */
function shared<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => {
    asked ??= ask().finally(() => {
      asked = null;
    });
    return asked;
  };
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
