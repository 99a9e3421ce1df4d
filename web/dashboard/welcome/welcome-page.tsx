import type { JSX } from 'preact';
import { PALETTE_LABELS } from '../../../src/core/light/palette.js';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { centsInWords, shownName, shownScale } from '../../shared/format.js';
import { useColour, useNow, useReadable } from '../../shared/hooks.js';
import { noteShape } from '../../shared/judgement.js';
import {
  isListening,
  listen,
  listening,
  MICROPHONE_LABELS,
  microphoneInput,
} from '../../shared/listening.js';
import type { Now } from '../../shared/now.js';
import { deviceOf, hasDevice, inputHeard, latencyOf } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import { Mark } from '../../shared/widgets/mark.js';
import { NoteName } from '../../shared/widgets/note-name.js';
import type { PageProps } from '../app.js';
import { stringsOf } from '../practise/choices.js';
import { addressOf } from '../router.js';
import { choose, settings } from '../settings.js';
import { SourceStatus } from '../source-status.js';
import { SixStrings } from './six-strings.js';

const STANDARD = [40, 45, 50, 55, 59, 64];

/** What was heard, said as a teacher would. */
function heardInWords(now: Now, midi: number | null, openStrings: readonly number[]): string {
  const name = shownName(now.name ?? '');
  const isOpen = midi !== null && openStrings.includes(midi);
  const what = isOpen ? `That is your ${name} string` : `That is a ${name}`;
  const off = centsInWords(now.cents ?? 0);
  return off === 'in the middle' ? `${what}, right in the middle.` : `${what}, ${off}.`;
}

function Heard({ store, openStrings }: { store: BridgeStore; openStrings: readonly number[] }): JSX.Element {
  const note = useSignal(store.note);
  const now = useNow(store);
  const { midi = null, hz = null } = useSignal(store.pitch) ?? {};
  const said = useReadable(heardInWords(now, midi ?? note?.midi ?? null, openStrings));
  const hertz = useReadable((hz ?? note?.hz)?.toFixed(1));
  const colour = useColour(now.judged.score);
  const input = inputHeard(useSignal(store.plugins), note);
  const latency = input ? latencyOf(input) : null;
  if (!note?.name) return <div class="heard quiet" />;
  return (
    <div class="heard">
      <NoteName name={now.name} octave={now.octave} />
      <div class="say">
        <p style={{ '--q': colour }}>
          <Mark shape={noteShape(now.judged)} />
          &ensp;{said}
        </p>
        <p>
          {hertz ? `${hertz} Hz. ` : ''}
          {latency ? `The bridge hears ${Math.round(latency)} ms after the pick.` : ''}
        </p>
      </div>
    </div>
  );
}

/** The way in without any cable but the one into this computer. */
function Ears({ store, isNeeded }: { store: BridgeStore; isNeeded: boolean }): JSX.Element | null {
  const { state, message } = useSignal(listening);
  const microphone = microphoneInput(useSignal(store.plugins));
  return (
    <>
      {microphone && !isListening(state) ? (
        <button
          type="button"
          class={isNeeded ? 'btn main big' : 'btn big'}
          onClick={() => void listen(microphone.id)}
        >
          {MICROPHONE_LABELS.use}
        </button>
      ) : null}
      <SourceStatus state={state} message={message} />
    </>
  );
}

/** Red and green are the habit; blue and orange carry the meaning for every eye. */
function Colours(): JSX.Element {
  const { palette } = useSignal(settings);
  return (
    <fieldset class="segments">
      <legend class="unseen">Colours</legend>
      {(['classic', 'blue-orange'] as const).map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="colours"
            checked={palette === name}
            onChange={() => choose({ palette: name })}
          />
          {PALETTE_LABELS[name]}
        </label>
      ))}
    </fieldset>
  );
}

function Steps({ store, hasHeard }: { store: BridgeStore; hasHeard: boolean }): JSX.Element {
  const { scale } = useSignal(settings);
  const { state } = useSignal(listening);
  const plugins = useSignal(store.plugins);
  const hasEars = state === 'listening' || state === 'connecting' || hasDevice(plugins);
  const step = hasHeard ? 3 : hasEars ? 2 : 1;
  const as = (number: number) => ({
    class: step === number ? 'now-step' : '',
    'aria-current': step === number ? ('step' as const) : undefined,
  });
  const input = inputHeard(plugins, useSignal(store.note));
  return (
    <ol class="steps">
      <li {...as(1)}>
        <b>1. Listen {hasHeard || hasEars ? '✓' : ''}</b>
        <p>
          {input ? `${deviceOf(input)}. ` : 'Nothing is connected yet. '}
          <a href={addressOf('plugins')}>{input ? 'Use another' : 'See what is there'}</a>
        </p>
      </li>
      <li {...as(2)}>
        <b>2. Play a string {hasHeard ? '✓' : ''}</b>
        <p>
          {hasHeard ? 'Heard. Try another if you like.' : 'Any open string; it rings on the drawing above.'}
        </p>
      </li>
      <li {...as(3)}>
        <b>3. Practise</b>
        <p>{shownScale(scale)}, a friendly scale to begin with. Change it on the next page.</p>
        <Colours />
      </li>
    </ol>
  );
}

/** From the open page to the first scored note in under a minute. */
export function WelcomePage({ store, practice }: PageProps): JSX.Element {
  const { tuning } = useSignal(settings);
  const openStrings = stringsOf(tuning) ?? STANDARD;
  const note = useSignal(store.note);
  const session = useSignal(store.session);
  const isPluggedIn = hasDevice(useSignal(store.plugins));
  const hasHeard = note?.name !== null && note !== null;
  return (
    <main class="welcome">
      <div class="hello">
        <h1>{hasHeard ? 'We hear you.' : 'Let us hear your guitar.'}</h1>
        <p>
          {hasHeard
            ? `Play a few more strings to tune up, or ${session ? 'go on: your practice has begun' : 'start practising'}.`
            : isPluggedIn
              ? 'Your input is listening. Play any string.'
              : 'Plug in, or let this browser listen. Then play any string.'}
        </p>
        <p class="acts">
          <Ears store={store} isNeeded={!hasHeard && !isPluggedIn} />
          <button
            type="button"
            class={hasHeard ? 'btn main big' : 'btn big'}
            onClick={() => void practice.begin()}
          >
            Practise
          </button>
        </p>
      </div>
      <Heard store={store} openStrings={openStrings} />
      <SixStrings openStrings={openStrings} store={store} />
      <Steps store={store} hasHeard={hasHeard} />
      <p class="foot">
        <span>Sound never leaves this computer and is not recorded. Only the notes are remembered.</span>
        <a href="?demo">No guitar at hand? Watch the demo</a>
      </p>
    </main>
  );
}
