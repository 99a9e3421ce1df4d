import type { FeedbackEvent, Topic } from '../../events/feedback-event.js';
import type { InputPlugin, RunningPlugin } from '../input-plugin.js';
import type { OutputPlugin } from '../output-plugin.js';
import type { UdpPorts } from '../plugin-context.js';
import { oneOfEach } from './feedback-samples.js';
import { TestBench } from './test-bench.js';

/** One promise of the contract: give it to any test runner, as in `for (const { title, run } of …) test(title, run)`. */
export interface ContractCase {
  readonly title: string;
  readonly run: () => Promise<void>;
}

export interface ContractSubject<Plugin> {
  readonly plugin: Plugin;
  /** A configuration with which the plugin starts on the testing machine, as written in the file. */
  readonly config: unknown;
  /** Real ports, where the plugin needs them. */
  readonly udp?: UdpPorts;
  readonly dataDir?: string;
}

interface Stage {
  readonly bench: TestBench;
  readonly running: RunningPlugin<unknown>;
}

/** What every input promises. */
export function inputContract(subject: ContractSubject<InputPlugin<never>>): readonly ContractCase[] {
  return lifecycleCases(() => stageOf(subject), subject);
}

/** What every output promises. */
export function outputContract(subject: ContractSubject<OutputPlugin<never>>): readonly ContractCase[] {
  return [
    ...lifecycleCases(() => stageOf(subject), subject),
    {
      title: 'takes a flood of feedback without throwing',
      run: async () => {
        const bench = new TestBench(subject.udp, subject.dataDir);
        const output = subject.plugin.create(bench.contextFor(parsed(subject)));
        await output.start();
        try {
          for (const event of flood(subject.plugin.topics)) await output.deliver(event);
        } finally {
          await output.stop();
        }
      },
    },
  ];
}

function stageOf(subject: ContractSubject<InputPlugin<never> | OutputPlugin<never>>): Stage {
  const bench = new TestBench(subject.udp, subject.dataDir);
  return {
    bench,
    running: subject.plugin.create(bench.contextFor(parsed(subject))) as RunningPlugin<unknown>,
  };
}

function parsed({ plugin, config }: ContractSubject<InputPlugin<never> | OutputPlugin<never>>): never {
  return plugin.config.parse(config);
}

function lifecycleCases(
  stage: () => Stage,
  subject: ContractSubject<InputPlugin<never> | OutputPlugin<never>>,
): readonly ContractCase[] {
  return [
    { title: 'refuses settings it does not know', run: async () => refusesUnknownSettings(subject) },
    { title: 'touches nothing when it is created', run: async () => expectNothingLeft(stage().bench) },
    { title: 'may be stopped before it starts', run: () => sequence(stage(), ['stop']) },
    { title: 'leaves nothing behind when it stops', run: () => sequence(stage(), ['start', 'stop']) },
    { title: 'may be stopped twice', run: () => sequence(stage(), ['start', 'stop', 'stop']) },
    { title: 'may be stopped while it starts', run: () => stopsWhileStarting(stage()) },
  ];
}

async function sequence({ bench, running }: Stage, steps: readonly ('start' | 'stop')[]): Promise<void> {
  for (const step of steps) await running[step]();
  expectNothingLeft(bench);
}

async function stopsWhileStarting({ bench, running }: Stage): Promise<void> {
  const starting = Promise.resolve(running.start()).catch(() => {});
  await running.stop();
  await starting;
  await running.stop();
  expectNothingLeft(bench);
}

function refusesUnknownSettings({
  plugin,
  config,
}: ContractSubject<InputPlugin<never> | OutputPlugin<never>>): void {
  try {
    plugin.config.parse({ ...(config as object), no_such_setting: 1 });
  } catch {
    return;
  }
  throw new Error('a setting called "no_such_setting" was accepted: a typo of a player would go unnoticed');
}

function expectNothingLeft({ leftovers }: TestBench): void {
  if (leftovers.length > 0) throw new Error(`left behind: ${leftovers.join(', ')}`);
}

function* flood(topics?: readonly Topic[]): Iterable<FeedbackEvent> {
  const wanted = oneOfEach.filter(({ topic }) => topics?.includes(topic) ?? true);
  for (let round = 0; round < 200; round++) yield* wanted;
}
