import type { JSX } from 'preact';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { clock, shownName, shownScale } from '../../shared/format.js';
import { useSeconds } from '../../shared/hooks.js';
import { zoneOf } from '../../shared/judgement.js';
import { useLive, useNeckScale } from '../../shared/live-position.js';
import { useSignal } from '../../shared/signal.js';
import { spreadOf, timingOf } from '../../shared/timing.js';
import { NoteRibbon } from '../../shared/widgets/note-ribbon.js';
import { TimingDots } from '../../shared/widgets/timing-dots.js';
import type { Note, Session } from '../../shared/wire.js';
import type { Practice } from '../practice.js';
import { ReasonedScore } from '../reasoned-score.js';
import { shownTuning } from './choices.js';
import { Neck } from './neck.js';
import { NowSection } from './now-section.js';

interface Props {
  store: BridgeStore;
  practice: Practice;
  session: Session;
}

function Facts({ store, practice, session }: Props): JSX.Element {
  const metrics = useSignal(store.metrics);
  const isBusy = useSignal(practice.isBusy);
  const now = useSeconds();
  const strictness = Math.round(session.strictness * 100);
  return (
    <div class="setup">
      <h1>{shownScale(session.scale_name)}</h1>
      <span class="dim wide">
        {shownTuning(session.tuning)}, A {session.a4}, strictness {strictness}
      </span>
      <span class="sp wide" />
      <span class="fact time">
        <b>{clock((now - Date.parse(session.start_time)) / 1000)}</b>
      </span>
      <span class="fact">
        <b>{metrics?.notes_detected ?? 0}</b>notes
      </span>
      <span class="fact">
        <b>{metrics?.streak ?? 0}</b>in a row
      </span>
      <button type="button" class="btn wide" disabled={isBusy} onClick={() => void practice.stop()}>
        Stop <kbd>Space</kbd>
      </button>
      <div class="dock narrow">
        <button type="button" class="btn" disabled={isBusy} onClick={() => void practice.stop()}>
          Stop
        </button>
      </div>
    </div>
  );
}

const UNHEARD = { pitch: 'Needs a note to say something.', timing: 'Needs three notes to say something.' };

function Scores({ store, session }: { store: BridgeStore; session: Session }): JSX.Element {
  const metrics = useSignal(store.metrics);
  const { pitch = '', scale = '', timing = '' } = metrics?.reasons ?? {};
  const size = session.note_names.length;
  return (
    <section class="scores" aria-label="Scores">
      <ReasonedScore name="Pitch" score={metrics?.pitch_accuracy ?? null} reason={pitch || UNHEARD.pitch} />
      <ReasonedScore
        name="Scale"
        score={metrics?.scale_conformity ?? null}
        reason={scale || `${metrics?.visited.length ?? 0} of ${size} notes visited.`}
      />
      <ReasonedScore
        name="Timing"
        score={metrics?.timing_stability ?? null}
        reason={timing || UNHEARD.timing}
      />
    </section>
  );
}

/** Under the lane of the crosses. */
const NAMES_AT = 161;

function writeName({ name }: Note, isNewest: boolean): JSX.Element {
  return (
    <text class={isNewest ? 'lab new' : 'lab'} y={NAMES_AT}>
      {shownName(name ?? '')}
    </text>
  );
}

function Ribbon({ store, session }: { store: BridgeStore; session: Session }): JSX.Element {
  const shape = {
    count: 40,
    width: 896,
    reach: 56,
    radius: 5,
    zone: zoneOf(session.strictness),
    below: 19,
  };
  return (
    <section class="wide">
      <h2>
        Last 40 notes <span>up is sharp, down is flat, × is outside the scale</span>
      </h2>
      <NoteRibbon notes={useSignal(store.notes)} shape={shape} write={writeName} />
    </section>
  );
}

function Timing({ store }: { store: BridgeStore }): JSX.Element {
  const metrics = useSignal(store.metrics);
  const tempo = metrics?.tempo ?? null;
  const onsets = timingOf(useSignal(store.notes), tempo);
  const spread = `spread ${Math.round(spreadOf(onsets.slice(-16)))} ms`;
  const beat = tempo === null ? '' : ` at ${Math.round(tempo)} bpm`;
  // A page that was opened amid the practice has seen fewer notes than the bridge.
  const nothing = metrics?.timing_stability == null ? 'needs three notes' : 'three more notes';
  return (
    <section>
      <h2>
        Timing <span>{onsets.length ? spread + beat : nothing}</span>
      </h2>
      <TimingDots onsets={onsets} shape={{ count: 16, width: 384, height: 128, radius: 5 }} />
      <p class="ends">
        <span>50 ms early</span>
        <span>late 50 ms</span>
      </p>
    </section>
  );
}

/** A practice is running. */
export function LiveView({ store, practice, session }: Props): JSX.Element {
  const live = useLive(store, session.open_strings);
  const isInferred = (useSignal(store.note)?.position_confidence ?? 0) < 1;
  return (
    <main class="playing">
      <Facts store={store} practice={practice} session={session} />
      <div class="top">
        <NowSection store={store} strictness={session.strictness} />
        <Scores store={store} session={session} />
      </div>
      <Neck
        openStrings={session.open_strings}
        scale={useNeckScale(store)}
        visited={useSignal(store.metrics)?.visited ?? []}
        live={live}
        isInferred={isInferred}
      />
      <div class="low">
        <Ribbon store={store} session={session} />
        <Timing store={store} />
      </div>
    </main>
  );
}
