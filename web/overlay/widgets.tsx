import type { ComponentChildren, JSX } from 'preact';
import type { BridgeStore } from '../shared/bridge-store.js';
import { clock, counted, lasting, shownScale, signed } from '../shared/format.js';
import { useColour, useNow, useReadable, useSeconds } from '../shared/hooks.js';
import { noteShape, zoneOf } from '../shared/judgement.js';
import { useLive, useNeckScale } from '../shared/live-position.js';
import { useSignal } from '../shared/signal.js';
import { timingOf } from '../shared/timing.js';
import { Fretboard } from '../shared/widgets/fretboard.js';
import { Mark } from '../shared/widgets/mark.js';
import { NoteName } from '../shared/widgets/note-name.js';
import { NoteRibbon } from '../shared/widgets/note-ribbon.js';
import { ScoreBar } from '../shared/widgets/score-bar.js';
import { TimingDots } from '../shared/widgets/timing-dots.js';
import { TunerStrip } from '../shared/widgets/tuner-strip.js';
import type { WidgetName } from './options.js';

interface Props {
  store: BridgeStore;
  isLefty: boolean;
}
type View = (props: Props) => JSX.Element | null;

const STANDARD = [40, 45, 50, 55, 59, 64];

function Plate({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return <section class={`w ${name}`}>{children}</section>;
}

const NoteView: View = ({ store }) => {
  const now = useNow(store);
  const cents = useReadable(now.cents);
  const colour = useColour(now.judged.score);
  return (
    <Plate name="bignote">
      <div class={now.isSounding ? 'now1' : 'now1 gone'}>
        <NoteName name={now.name} octave={now.octave} />
        <p style={{ '--q': colour }}>
          <Mark shape={noteShape(now.judged)} />
          <b>{cents === null ? '–' : signed(cents)}</b>
        </p>
      </div>
    </Plate>
  );
};

const TunerView: View = ({ store }) => {
  const now = useNow(store);
  const strictness = useSignal(store.session)?.strictness ?? 0.5;
  return (
    <Plate name="tune">
      <TunerStrip now={now} strictness={strictness} isShort />
    </Plate>
  );
};

const ScoresView: View = ({ store }) => {
  const metrics = useSignal(store.metrics);
  return (
    <Plate name="bars">
      <ScoreBar class="bar" name="Pitch" score={metrics?.pitch_accuracy ?? null} />
      <ScoreBar class="bar" name="Scale" score={metrics?.scale_conformity ?? null} />
      <ScoreBar class="bar" name="Timing" score={metrics?.timing_stability ?? null} />
    </Plate>
  );
};

const TimerView: View = ({ store }) => {
  const session = useSignal(store.session);
  const ended = useSignal(store.ended);
  const now = useSeconds();
  const name = session?.scale_name ?? ended?.session.scale_name;
  const seconds = session
    ? (now - Date.parse(session.start_time)) / 1000
    : (ended?.result.duration_seconds ?? 0);
  return (
    <Plate name="session">
      <p>
        <b>{name ? shownScale(name) : 'Warming up'}</b>
        <span class="clock">{clock(seconds)}</span>
      </p>
    </Plate>
  );
};

const StreakView: View = ({ store }) => {
  const metrics = useSignal(store.metrics);
  return (
    <Plate name="streak">
      <b>{metrics?.streak ?? 0}</b>
      <p>
        in a row<small>best {metrics?.best_streak ?? 0}</small>
      </p>
    </Plate>
  );
};

const RibbonView: View = ({ store }) => {
  const zone = zoneOf(useSignal(store.session)?.strictness ?? 0.5);
  const shape = { count: 22, width: 560, reach: 26, radius: 8, zone, hasNames: false };
  return (
    <Plate name="hist">
      <NoteRibbon notes={useSignal(store.notes)} shape={shape} />
    </Plate>
  );
};

const TimingView: View = ({ store }) => {
  const onsets = timingOf(useSignal(store.notes), useSignal(store.metrics)?.tempo ?? null);
  return (
    <Plate name="time">
      <p class="ends">
        <span>early</span>
        <b>Timing</b>
        <span>late</span>
      </p>
      <TimingDots onsets={onsets} shape={{ count: 8, width: 344, height: 64, radius: 7 }} />
    </Plate>
  );
};

const FretboardView: View = ({ store, isLefty }) => {
  const openStrings = useSignal(store.session)?.open_strings ?? STANDARD;
  const neck = { openStrings, firstFret: 0, lastFret: 15, width: 1696, height: 188, margin: 57, isLefty };
  return (
    <Plate name="neckp">
      <Fretboard
        neck={neck}
        scale={useNeckScale(store)}
        visited={useSignal(store.metrics)?.visited ?? null}
        live={useLive(store, openStrings)}
        radius={14.5}
      />
    </Plate>
  );
};

/** Comes when a session ends and stays until the next one begins. */
const CardView: View = ({ store }) => {
  const ended = useSignal(store.ended);
  const session = useSignal(store.session);
  const reason = useSignal(store.metrics)?.reasons.pitch ?? '';
  if (!ended || session) return null;
  const { result } = ended;
  return (
    <Plate name="card">
      <h2>{shownScale(ended.session.scale_name)}</h2>
      <p class="sub">
        {lasting(result.duration_seconds)}, {counted(result.notes_detected_count, 'note')}
      </p>
      <div class="trio">
        <ScoreBar class="bar" name="Pitch" score={result.pitch_accuracy} />
        <ScoreBar class="bar" name="Scale" score={result.scale_conformity} />
        <ScoreBar class="bar" name="Timing" score={result.timing_stability} />
      </div>
      <p class="best">
        <b>{result.best_streak}</b> in a row. {reason}
      </p>
    </Plate>
  );
};

export const WIDGET_VIEWS: Readonly<Record<WidgetName, View>> = {
  note: NoteView,
  tuner: TunerView,
  scores: ScoresView,
  timer: TimerView,
  streak: StreakView,
  ribbon: RibbonView,
  timing: TimingView,
  fretboard: FretboardView,
  card: CardView,
};
