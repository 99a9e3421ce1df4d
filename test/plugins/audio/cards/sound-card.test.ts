import { expect, test } from 'vitest';
import { alsaCards } from '../../../../src/plugins/audio/cards/alsa-cards.js';
import { pulseCards } from '../../../../src/plugins/audio/cards/pulse-cards.js';
import { isOftenBuiltIn, preferredCard } from '../../../../src/plugins/audio/cards/sound-card.js';

test.each([
  ['Built-in Audio Analog Stereo', true],
  ['Cannon Lake PCH cAVS Digital Microphone', true],
  ['HDA Intel PCH, ALC257 Analog', true],
  ['MacBook Pro Microphone', true],
  ['Microphone Array (Realtek(R) Audio)', true],
  ['Scarlett 2i2 USB', false],
  ['Rocksmith USB Guitar Adapter, USB Audio', false],
  ['Monitor of Null Output', false],
])('%s may hear talk as well: %s', (name, isBuiltIn) => {
  expect(isOftenBuiltIn(name)).toBe(isBuiltIn);
});

/** As `pactl --format=json list sources` answers, without what nobody reads. */
const source = (name: string, description: string, properties: object, monitor_source = '') => ({
  state: 'SUSPENDED',
  name,
  description,
  driver: 'module-alsa-card.c',
  sample_specification: 's16le 2ch 44100Hz',
  monitor_source,
  properties: { 'device.description': description, ...properties },
});

const SPEAKERS = 'alsa_output.pci-0000_00_1f.3.analog-stereo';
const MONITOR = source(
  `${SPEAKERS}.monitor`,
  'Monitor of Built-in Audio Analog Stereo',
  { 'device.class': 'monitor', 'device.bus': 'pci', 'device.form_factor': 'internal' },
  SPEAKERS,
);
const LAPTOP = source('alsa_input.pci-0000_00_1f.3.analog-stereo', 'Built-in Audio Analog Stereo', {
  'device.bus': 'pci',
  'device.form_factor': 'internal',
  'alsa.card_name': 'HDA Intel PCH',
});
const WEBCAM = source(
  'alsa_input.usb-046d_HD_Pro_Webcam_C920_1A2B3C4D-02.analog-stereo',
  'HD Pro Webcam C920 Analog Stereo',
  {
    'device.bus': 'usb',
    'device.form_factor': 'webcam',
  },
);
const HEADSET = source(
  'alsa_input.usb-Logitech_G432_000000000000-00.mono-fallback',
  'G432 Gaming Headset Mono',
  {
    'device.bus': 'usb',
  },
);
const SCARLETT = source(
  'alsa_input.usb-Focusrite_Scarlett_2i2_USB-00.analog-stereo',
  'Scarlett 2i2 USB Analog Stereo',
  {
    'device.bus': 'usb',
  },
);
/** The properties of the sound card may be missing: then the name tells. */
const CABLE = source(
  'alsa_input.usb-Hercules_Rocksmith_USB_Guitar_Adapter-00.mono-fallback',
  'Rocksmith USB Guitar Adapter Mono',
  {},
);
const STUDIO_CARD = source('alsa_input.pci-0000_05_00.0.pro-input-0', 'RME AIO Pro', { 'device.bus': 'pci' });

const taken = (sources: readonly ReturnType<typeof source>[], usual: ReturnType<typeof source>) =>
  preferredCard(pulseCards(JSON.stringify(sources), `${usual.name}\n`))?.name;

test.each([
  ['the laptop has nothing else', [MONITOR, LAPTOP], LAPTOP, LAPTOP],
  ['an interface is plugged in', [MONITOR, LAPTOP, SCARLETT], LAPTOP, SCARLETT],
  ['a guitar cable is plugged in', [MONITOR, LAPTOP, CABLE], LAPTOP, CABLE],
  ['the system listens to what it plays', [MONITOR, SCARLETT], MONITOR, SCARLETT],
  ['a webcam and a headset are no way in', [LAPTOP, WEBCAM, HEADSET], LAPTOP, LAPTOP],
  ['the system prefers the webcam', [WEBCAM, HEADSET, SCARLETT], WEBCAM, SCARLETT],
  ['the player chose one of two interfaces', [SCARLETT, CABLE, LAPTOP], CABLE, CABLE],
  ['the player chose a card for studios', [STUDIO_CARD, SCARLETT, LAPTOP], STUDIO_CARD, STUDIO_CARD],
])('%s', (_, sources, usual, expected) => {
  expect(taken(sources, usual)).toBe(expected.description);
});

test('where the system names no default, nothing is put before it', () => {
  expect(preferredCard(pulseCards(JSON.stringify([LAPTOP, SCARLETT]), ''))).toBeNull();
});

/** As `arecord --list-devices` answers. */
const ALSA = `**** List of CAPTURE Hardware Devices ****
card 0: PCH [HDA Intel PCH], device 0: ALC257 Analog [ALC257 Analog]
  Subdevices: 1/1
  Subdevice #0: subdevice #0
card 1: C920 [HD Pro Webcam C920], device 0: USB Audio [USB Audio]
  Subdevices: 1/1
  Subdevice #0: subdevice #0
card 2: USB [Scarlett 2i2 USB], device 0: USB Audio [USB Audio]
  Subdevices: 1/1
  Subdevice #0: subdevice #0
`;

test('ALSA lists no bus, but calls the stream of every USB card the same', () => {
  expect(alsaCards(ALSA)).toEqual([
    { id: 'plughw:CARD=PCH,DEV=0', name: 'HDA Intel PCH, ALC257 Analog', isDefault: true, kind: 'unfit' },
    { id: 'plughw:CARD=C920,DEV=0', name: 'HD Pro Webcam C920, USB Audio', isDefault: false, kind: 'unfit' },
    { id: 'plughw:CARD=USB,DEV=0', name: 'Scarlett 2i2 USB, USB Audio', isDefault: false, kind: 'interface' },
  ]);
  expect(preferredCard(alsaCards(ALSA))?.id).toBe('plughw:CARD=USB,DEV=0');
});
