import { nameOfPitchClass, octaveOf, pitchClassOf } from '../../core/plugin/index.js';
import type { MidiMessage } from './midi-message.js';

const CONTROLLERS: Readonly<Record<number, string>> = {
  1: 'modulation',
  2: 'breath',
  6: 'data entry',
  7: 'volume',
  11: 'expression',
  38: 'data entry, fine',
  64: 'sustain',
  74: 'timbre',
  98: 'NRPN, fine',
  99: 'NRPN',
  100: 'RPN, fine',
  101: 'RPN',
  120: 'all sound off',
  121: 'reset all controllers',
  123: 'all notes off',
};

/** One message for people. */
export function describeMessage(message: MidiMessage): string {
  const channel = 'channel' in message ? `channel ${String(message.channel).padStart(2)}  ` : '';
  return `${channel}${message.type}${factsOf(message)}`;
}

function factsOf(message: MidiMessage): string {
  switch (message.type) {
    case 'note-on':
    case 'note-off':
      return `  ${noteLabel(message.note)}  velocity ${message.velocity}`;
    case 'key-pressure':
      return `  ${noteLabel(message.note)}  ${message.pressure}`;
    case 'control':
      return `  ${message.controller}${named(CONTROLLERS[message.controller])}  ${message.value}`;
    case 'program':
      return `  ${message.program}`;
    case 'pressure':
      return `  ${message.pressure}`;
    case 'bend':
      return `  ${message.value}  ${percent((message.value - 8192) / 8192)} of the range`;
    case 'sysex':
      return `  ${message.bytes.length} bytes`;
    case 'song-position':
      return `  ${message.sixteenths} sixteenths`;
    case 'song-select':
      return `  ${message.song}`;
    case 'time-code':
      return `  ${message.value}`;
    default:
      return '';
  }
}

const noteLabel = (note: number) => `${nameOfPitchClass(pitchClassOf(note))}${octaveOf(note)} (${note})`;
const named = (name: string | undefined) => (name === undefined ? '' : ` (${name})`);

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
}
