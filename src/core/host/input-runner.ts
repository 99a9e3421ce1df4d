import type { PluginStatus } from '../events/plugin-status.js';
import type { SourcedReading } from '../events/reading.js';
import type { InputPlugin, RunningPlugin } from '../plugin/input-plugin.js';
import type { InputContext, PluginContext } from '../plugin/plugin-context.js';
import { Instance, type InstanceSpec, type Surroundings } from './instance.js';
import { isReading } from './reading-guard.js';

/** What becomes of an input's words. */
export interface ReadingSink {
  accept(sourced: SourcedReading): void;
  /** The input stopped or was lost: whatever it left sounding is over. */
  silence(source: string): void;
}

/** Runs one input and stamps its readings with their source. */
export class InputRunner {
  private readonly instance: Instance;
  private malformed = 0;

  constructor(
    spec: InstanceSpec,
    plugin: InputPlugin<never>,
    private readonly sink: ReadingSink,
    private readonly around: Surroundings,
  ) {
    this.instance = new Instance(
      spec,
      'input',
      plugin.config,
      (context) => this.withSilence(plugin.create(this.listeningTo(context))),
      around,
    );
  }

  get spec(): InstanceSpec {
    return this.instance.spec;
  }

  get status(): PluginStatus {
    return this.instance.status(0);
  }

  start(): Promise<void> {
    return this.instance.lifecycle.start();
  }

  stop(): Promise<void> {
    return this.instance.lifecycle.stop();
  }

  /** False when the instance has to restart for these settings. */
  reconfigure(spec: InstanceSpec): Promise<boolean> {
    return this.instance.reconfigure(spec);
  }

  restart(): Promise<void> {
    return this.instance.lifecycle.restart();
  }

  private listeningTo(context: PluginContext<never>): InputContext<never> {
    const emit = (reading: unknown) => {
      if (context.signal.aborted) return;
      if (isReading(reading)) this.hand({ source: this.spec.id, reading });
      else this.refuse(reading);
    };
    return { ...context, emit };
  }

  /** A fault further down must not look like the input's own. */
  private hand(sourced: SourcedReading): void {
    try {
      this.sink.accept(sourced);
    } catch (error) {
      this.around.log.error('A reading could not be followed. Please report this.', {
        source: this.spec.id,
        error,
      });
    }
  }

  private refuse(reading: unknown): void {
    if (this.malformed++ > 0) return;
    const kind = (reading as { readonly kind?: unknown } | null)?.kind;
    this.around.log.warn(`Input "${this.spec.id}" emits readings that make no sense; they are left out.`, {
      kind,
    });
  }

  private withSilence(plugin: RunningPlugin<never>): RunningPlugin<never> {
    const silence = () => this.sink.silence(this.spec.id);
    const stop = async () => {
      try {
        await plugin.stop();
      } finally {
        silence();
      }
    };
    const { reconfigure } = plugin;
    return {
      start: () => plugin.start(),
      stop,
      ...(reconfigure ? { reconfigure: (config) => reconfigure.call(plugin, config) } : {}),
    };
  }
}
