import { isMadeForTalk, isOftenBuiltIn, type SoundCard } from './sound-card.js';

/** What `pactl --format=json list sources` says of one, as far as it matters here. PipeWire says the same. */
interface PulseSource {
  readonly name: string;
  readonly description: string;
  readonly monitor_source?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * Reads the two answers of `pactl`: all sources, and the name of the default one. What plays back on an output can be
 * recorded too, but is hardly a guitar: monitors come last.
 */
export function pulseCards(listing: string, defaultName: string): SoundCard[] {
  const sources = JSON.parse(listing) as PulseSource[];
  return sources
    .sort((a, b) => Number(isMonitor(a)) - Number(isMonitor(b)))
    .map((source) => ({
      id: source.name,
      name: source.description,
      isDefault: source.name === defaultName.trim(),
      kind: kindOf(source),
    }));
}

function isMonitor({ monitor_source }: PulseSource): boolean {
  return Boolean(monitor_source);
}

function kindOf(source: PulseSource): SoundCard['kind'] {
  const { description, properties = {} } = source;
  const form = properties['device.form_factor'] ?? '';
  if (isMonitor(source) || isMadeForTalk(form)) return 'unfit';
  if (busOf(source) === 'usb') return isMadeForTalk(description) ? 'unfit' : 'interface';
  return form === 'internal' || isOftenBuiltIn(description) ? 'unfit' : 'other';
}

/** Names of ALSA devices tell it as well. */
function busOf({ name, properties = {} }: PulseSource): string | undefined {
  return properties['device.bus'] ?? /^alsa_input\.(\w+)-/.exec(name)?.[1];
}
