import type { Judgement, NoteEvent, ScoredNote } from '../events/note-event.js';
import { nameOfPitchClass, octaveOfName } from '../music/note-name.js';
import { pitchClassOf } from '../music/note-number.js';
import { nameInScale, placeInScale, type Scale } from '../music/scale.js';
import type { Cents, PitchClass, Score } from '../music/units.js';
import { blueThirdOf } from './blue-third.js';
import { CLOSE_SCORE, STREAK_SCORE } from './constants.js';
import { pitchScore } from './pitch-accuracy.js';

/** Names and scores notes against one scale. */
export class NoteJudge {
  /** Spelled once for each class. */
  private readonly names: string[] = [];

  constructor(
    /** Without classes, every note is welcome: nothing is practised. */
    private readonly scale: Scale,
    private readonly strictness: number,
    /** Blue thirds are meant to be sharp: they are not scored. */
    private readonly leavesCurls = false,
  ) {}

  judge(note: NoteEvent): ScoredNote {
    if (note.note === null) return scoredNote(note, UNPITCHED);
    const hasScale = this.scale.degrees.length > 0;
    const blueThird = this.leavesCurls ? blueThirdOf(this.scale, note.note, note.cents ?? 0) : null;
    const place = blueThird ?? placeInScale(this.scale, note.note, note.cents ?? 0);
    const isInScale = hasScale ? place.isInScale : true;
    const isJudged = isScored(note) && blueThird === null;
    const score = isJudged ? pitchScore({ cents: place.cents, isInScale }, this.strictness) : null;
    const pitchClass = hasScale ? place.pitchClass : pitchClassOf(note.note);
    const name = this.nameOf(pitchClass);
    return scoredNote(note, {
      pitchClass,
      name,
      octave: octaveOfName(name, note.note),
      inScale: hasScale ? place.isInScale : null,
      score,
      judgement: judgementOf(score, isInScale, place.cents),
    });
  }

  private nameOf(pitchClass: PitchClass): string {
    this.names[pitchClass] ??=
      this.scale.degrees.length > 0 ? nameInScale(this.scale, pitchClass) : nameOfPitchClass(pitchClass);
    return this.names[pitchClass];
  }
}

type Verdict = Omit<ScoredNote, keyof NoteEvent>;

const UNPITCHED: Verdict = {
  pitchClass: null,
  name: null,
  octave: null,
  inScale: null,
  score: null,
  judgement: 'unscored',
};

/** Written out because spreading so many fields three times a note is most of what a note costs. */
function scoredNote(note: NoteEvent, verdict: Verdict): ScoredNote {
  return {
    id: note.id,
    source: note.source,
    phase: note.phase,
    onset: note.onset,
    duration: note.duration,
    note: note.note,
    cents: note.cents,
    frequency: note.frequency,
    confidence: note.confidence,
    velocity: note.velocity,
    level: note.level,
    string: note.string,
    fret: note.fret,
    positionConfidence: note.positionConfidence,
    flags: note.flags,
    pitchClass: verdict.pitchClass,
    name: verdict.name,
    octave: verdict.octave,
    inScale: verdict.inScale,
    score: verdict.score,
    judgement: verdict.judgement,
  };
}

/** Onsets are shown before they can be judged; ghosts and mixtures never are. */
function isScored({ phase, cents, flags }: NoteEvent): boolean {
  return phase !== 'onset' && cents !== null && !flags.ghost;
}

function judgementOf(score: Score | null, isInScale: boolean, cents: Cents): Judgement {
  if (score === null) return 'unscored';
  if (!isInScale) return 'outside';
  if (score >= STREAK_SCORE) return 'in-tune';
  if (score >= CLOSE_SCORE) return 'close';
  return cents < 0 ? 'flat' : 'sharp';
}
