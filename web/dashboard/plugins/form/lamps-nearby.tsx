import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api, messageOf } from '../../../shared/api.js';
import { counted } from '../../../shared/format.js';

interface Props {
  readonly id: string;
  /** Puts what was found into the form; saving stays with the player. */
  readonly take: (config: Readonly<Record<string, unknown>>) => void;
}

type Found = Awaited<ReturnType<typeof api.nearby>>['found'];

const NOBODY =
  'No WLED, no WiZ bulb and no Govee lamp answered. Is the lamp switched on, and in the same network as the bridge? Its address can be written by hand. For Hue, press the button of its bridge first.';

/** Asks the network for lamps, and only when the player wants it. */
export function LampsNearby({ id, take }: Props): JSX.Element {
  const [isLooking, look] = useState(false);
  const [found, show] = useState<Found>([]);
  const [word, say] = useState('');
  const find = async () => {
    if (isLooking) return;
    look(true);
    show([]);
    say('Looking for two seconds …');
    try {
      const answer = await api.nearby(id);
      show(answer.found);
      say(answer.reason ?? (answer.found.length ? `${counted(answer.found.length, 'lamp')} found.` : NOBODY));
    } catch (error) {
      say(messageOf(error));
    } finally {
      look(false);
    }
  };
  return (
    <>
      <button type="button" class="btn" aria-disabled={isLooking} onClick={() => void find()}>
        Find lamps nearby
      </button>
      <p class="nearby dim" role="status">
        {word}
      </p>
      {found.map(({ name, config }) => (
        <button
          type="button"
          class="btn"
          key={name}
          onClick={() => {
            take(config);
            say(`${name} stands in the form; save to use it.`);
          }}
        >
          Take {name}
        </button>
      ))}
    </>
  );
}
