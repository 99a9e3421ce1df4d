import { listScales, listTunings, type NamedTuning, type ScaleListing } from '../music/index.js';
import type { ScaleData, TuningData } from '../wire/index.js';
import { type MethodRunners, wholePage } from './method-runners.js';

/** What can be chosen. */
export function listingMethods(): MethodRunners {
  return {
    'scales.list': () => wholePage(listScales().map(scaleToWire)),
    'tunings.list': () => wholePage(listTunings().map(tuningToWire)),
  };
}

function scaleToWire({ name, group, intervals, aliases, roots }: ScaleListing): ScaleData {
  return { name, group, intervals: [...intervals], aliases: [...aliases], roots: [...roots] };
}

function tuningToWire({ name, instrument, openStrings, aliases }: NamedTuning): TuningData {
  return { name, instrument, open_strings: [...openStrings], aliases: [...aliases] };
}
