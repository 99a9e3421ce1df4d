import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { shownScale } from '../../shared/format.js';
import { useNow } from '../../shared/hooks.js';
import { isListening, listening, microphoneInput } from '../../shared/listening.js';
import { useLive } from '../../shared/live-position.js';
import { deviceOf, hasDevice } from '../../shared/plugin-words.js';
import { useSignal } from '../../shared/signal.js';
import { NoteName } from '../../shared/widgets/note-name.js';
import { FULL_LABELS, TunerStrip } from '../../shared/widgets/tuner-strip.js';
import { MicrophoneButton } from '../microphone-button.js';
import type { Practice } from '../practice.js';
import { choose, settings } from '../settings.js';
import {
  EVERY_INPUT,
  scaleNamed,
  searchInputs,
  searchScales,
  searchTunings,
  shownTuning,
  stringsOf,
} from './choices.js';
import { sensitivityInWords, strictnessInWords } from './effects.js';
import { LastTime } from './last-time.js';
import { Neck } from './neck.js';
import { Pick } from './pick.js';
import { Slider } from './slider.js';

interface Props {
  store: BridgeStore;
  practice: Practice;
}

const STANDARD = [40, 45, 50, 55, 59, 64];

function Sentence({ store }: { store: BridgeStore }): JSX.Element {
  const { scale, tuning, input } = useSignal(settings);
  const plugins = useSignal(store.plugins) ?? [];
  const chosen = plugins.find(({ id }) => id === input);
  return (
    <h1 class="ask">
      Practise{' '}
      <Pick
        id="pick-scale"
        name="Scale"
        label={shownScale(scale)}
        value={scale}
        search={(text) => searchScales(text, scale)}
        choose={(value) => choose({ scale: value })}
      />{' '}
      in{' '}
      <Pick
        id="pick-tuning"
        name="Tuning"
        label={shownTuning(tuning)}
        value={tuning}
        search={searchTunings}
        choose={(value) => choose({ tuning: value })}
      />{' '}
      on{' '}
      <Pick
        id="pick-input"
        name="Input"
        label={chosen ? deviceOf(chosen) : EVERY_INPUT.label}
        value={input}
        search={(text) => searchInputs(text, plugins)}
        choose={(value) => choose({ input: value })}
      />
    </h1>
  );
}

/** The way in without any cable but the one into this computer. */
function Listen({ store }: { store: BridgeStore }): JSX.Element | null {
  const { state } = useSignal(listening);
  const plugins = useSignal(store.plugins);
  const input = microphoneInput(plugins);
  if (!input || (hasDevice(plugins) && !isListening(state))) return null;
  return <MicrophoneButton input={input} look={(isOn) => (isOn ? 'btn big' : 'btn big listen')} />;
}

function Go({ store, practice }: Props): JSX.Element {
  const isBusy = useSignal(practice.isBusy);
  const trouble = useSignal(practice.trouble);
  return (
    <>
      <div class="go">
        <button
          type="button"
          class="btn main big start"
          disabled={isBusy}
          onClick={() => void practice.start()}
        >
          Start <kbd>Space</kbd>
        </button>
        <Listen store={store} />
        <span class="dim">or just play: the first note starts the session.</span>
      </div>
      {trouble ? (
        <p class="error" role="alert">
          {trouble.message}
        </p>
      ) : null}
    </>
  );
}

function TuneUp({ store, strictness }: { store: BridgeStore; strictness: number }): JSX.Element {
  const now = useNow(store, strictness);
  return (
    <section class="tune strip-room" aria-label="Tune up">
      <h2>
        Tune up first <span class="dim">Play an open string. The strip listens already.</span>
      </h2>
      <div class={now.isSounding ? 'warm' : 'warm gone'}>
        <NoteName name={now.name} octave={now.octave} />
        <TunerStrip now={now} strictness={strictness} labels={FULL_LABELS} />
      </div>
    </section>
  );
}

function Settings(): JSX.Element {
  const { scale, strictness, sensitivity } = useSignal(settings);
  return (
    <div class="two">
      <Slider
        name="Strictness"
        value={strictness}
        effect={strictnessInWords(strictness)}
        set={(value) => choose({ strictness: value })}
      />
      <Slider
        name="Sensitivity"
        value={sensitivity}
        effect={sensitivityInWords(sensitivity)}
        set={(value) => choose({ sensitivity: value })}
      />
      <LastTime scale={scale} />
    </div>
  );
}

const SETTLED_MS = 250;

/** Whoever just plays gets what is chosen here; a bridge that comes back is told again. */
function usePrepared({ store, practice }: Props): void {
  const { scale, tuning, strictness, sensitivity, input, user } = useSignal(settings);
  const isLive = useSignal(store.connection).state === 'live';
  useEffect(() => {
    if (!isLive) return;
    const timer = setTimeout(() => void practice.prepare(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isLive, practice, scale, tuning, strictness, sensitivity, input, user]);
}

/** Nothing is practised: choose, tune up, begin. */
export function IdleView({ store, practice }: Props): JSX.Element {
  const { scale: name, tuning, strictness } = useSignal(settings);
  usePrepared({ store, practice });
  const openStrings = stringsOf(tuning) ?? STANDARD;
  const scale = scaleNamed(name);
  return (
    <main class="idle">
      <Sentence store={store} />
      <Go store={store} practice={practice} />
      <TuneUp store={store} strictness={strictness} />
      <Neck
        openStrings={openStrings}
        scale={scale}
        visited={null}
        live={useLive(store, openStrings)}
        isInferred
      />
      <Settings />
    </main>
  );
}
