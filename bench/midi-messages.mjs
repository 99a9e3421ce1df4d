// How many MIDI messages a second become readings: a mono pickup with bends.
import { midiConfig, pickupSettings } from '../dist/plugins/midi/midi-config.js';
import { MidiParser } from '../dist/plugins/midi/midi-parser.js';
import { PickupMapper } from '../dist/plugins/midi/pickup-mapper.js';

const COUNT = 1_000_000;
let readings = 0;
let now = 0;
const settings = pickupSettings(midiConfig.parse({ preset: 'triple-play' }));
const mapper = new PickupMapper(settings, () => readings++, 'bench');
const parser = new MidiParser((message) => mapper.accept(message, now));
const begun = performance.now();
for (let count = 0; count < COUNT; count++) {
  now = count;
  const string = count % 6;
  if (count % 60 < 6) parser.write([0x90 + string, 52 + string * 3, 100]);
  else parser.write([0xe0 + string, count & 127, 64]);
}
const took = performance.now() - begun;
process.stdout.write(
  `messages to readings: ${Math.round((COUNT / took) * 1000).toLocaleString('en')}/s (${readings} readings)\n`,
);
