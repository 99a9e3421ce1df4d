import type { FeedbackEvent, MetricsFeedback, NoteFeedback, PitchFeedback } from '../../core/plugin/index.js';
import { messageFor } from './feedback-messages.js';
import { float, int, type OutgoingMessage, text } from './osc-writer.js';
import { VirtualKeyboard } from './virtual-keyboard.js';

export const PROFILE_NAMES = ['fretcoach', 'values', 'touchosc', 'reaper', 'bitwig'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** What one event is to a program. */
export type Profile = (feedback: FeedbackEvent) => readonly OutgoingMessage[];

const single = (address: string, value: number | null): OutgoingMessage[] =>
  value === null ? [] : [{ address, args: [float(value)] }];

/** Makes a profile for one target; `channel` runs from 1 to 16. */
export function profileFor(name: ProfileName, channel: number): Profile {
  switch (name) {
    case 'fretcoach':
      return (feedback) => [messageFor(feedback) ?? []].flat();
    case 'values':
      return values;
    case 'touchosc':
      return touchOsc;
    // Reaper counts channels from 0, DrivenByMoss for Bitwig from 1.
    case 'reaper':
      return keyboard(new VirtualKeyboard(channel - 1));
    case 'bitwig':
      return keyboard(new VirtualKeyboard(channel));
  }
}

function keyboard(keys: VirtualKeyboard): Profile {
  return (feedback) => (feedback.topic === 'note' ? keys.play(feedback.note) : []);
}

/** One number an address, for programs that learn controllers and for patches. */
function values(feedback: FeedbackEvent): OutgoingMessage[] {
  switch (feedback.topic) {
    case 'note':
      return noteValues(feedback);
    case 'pitch':
      return pitchValues(feedback);
    case 'metrics':
      return scores('/fretcoach/value', feedback);
    case 'feedback':
      return single('/fretcoach/value/quality', feedback.quality);
    case 'transport':
      return single('/fretcoach/value/tempo', feedback.tempo);
    default:
      return [];
  }
}

function noteValues({ note }: NoteFeedback): OutgoingMessage[] {
  const gate = { address: '/fretcoach/value/gate', args: [int(Number(note.phase !== 'released'))] };
  const key = note.note === null ? [] : [{ address: '/fretcoach/value/note', args: [int(note.note)] }];
  return [...key, gate, ...single('/fretcoach/value/note_score', note.score)];
}

function pitchValues({ frequency, cents }: PitchFeedback): OutgoingMessage[] {
  return [...single('/fretcoach/value/hz', frequency), ...single('/fretcoach/value/cents', cents)];
}

function scores(prefix: string, { metrics }: MetricsFeedback): OutgoingMessage[] {
  return [
    ...single(`${prefix}/pitch_accuracy`, metrics.pitchAccuracy),
    ...single(`${prefix}/scale_conformity`, metrics.scaleConformity),
    ...single(`${prefix}/timing_stability`, metrics.timingStability),
  ];
}

/** Widgets of TouchOSC's first page: labels, faders from 0 to 1, and an LED. */
function touchOsc(feedback: FeedbackEvent): OutgoingMessage[] {
  switch (feedback.topic) {
    case 'note':
      return feedback.note.phase === 'released' ? [] : noteWidgets(feedback);
    case 'pitch':
      return single('/1/fader4', feedback.cents === null ? null : 0.5 + feedback.cents / 100);
    case 'metrics':
      return [
        ...single('/1/fader1', feedback.metrics.pitchAccuracy),
        ...single('/1/fader2', feedback.metrics.scaleConformity),
        ...single('/1/fader3', feedback.metrics.timingStability),
      ];
    default:
      return [];
  }
}

function noteWidgets({ note }: NoteFeedback): OutgoingMessage[] {
  const name = note.name === null ? '' : `${note.name}${note.octave ?? ''}`;
  const cents = note.cents === null ? '' : `${note.cents > 0 ? '+' : ''}${Math.round(note.cents)}`;
  return [
    { address: '/1/label1', args: [text(name)] },
    { address: '/1/label2', args: [text(cents)] },
    ...single('/1/led1', note.judgement === 'in-tune' ? 1 : 0),
  ];
}
