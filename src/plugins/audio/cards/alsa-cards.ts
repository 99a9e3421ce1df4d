import { isMadeForTalk, isOftenBuiltIn, type SoundCard } from './sound-card.js';

const CARD_LINE = /^card \d+: (\S+) \[(.+?)\], device (\d+): .*?\[(.*?)\]/;

/** Linux calls the stream of every USB sound card so. */
const USB_STREAM = 'USB Audio';

/** Reads the answer of `arecord --list-devices`; the first one is what ALSA takes when nobody chooses. */
export function alsaCards(listing: string): SoundCard[] {
  return listing
    .split('\n')
    .map((line) => CARD_LINE.exec(line))
    .filter((match) => match !== null)
    .map(([, card, cardName = '', device, stream = ''], index) => ({
      id: `plughw:CARD=${card},DEV=${device}`,
      name: `${cardName}, ${stream}`,
      isDefault: index === 0,
      kind: kindOf(cardName, stream),
    }));
}

function kindOf(cardName: string, stream: string): SoundCard['kind'] {
  if (isMadeForTalk(cardName)) return 'unfit';
  if (stream === USB_STREAM) return 'interface';
  return isOftenBuiltIn(cardName) ? 'unfit' : 'other';
}
