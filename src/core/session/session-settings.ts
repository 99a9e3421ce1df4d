import { BridgeError, type Fault, RequestError } from '../errors.js';
import type { MetricName, SessionDefaults } from '../events/session-events.js';
import {
  HIGHEST_A4,
  isConcertPitch,
  LOWEST_A4,
  parseScale,
  parseTuning,
  type Scale,
  type Tuning,
} from '../music/index.js';
import type { SessionPlan, StartRequest } from './practice.js';

const METRICS: readonly MetricName[] = ['pitch_accuracy', 'scale_conformity', 'timing_stability'];
const STRICTNESS_RANGE = 'must be a number from 0 (forgiving) to 1 (merciless)';
const SENSITIVITY_RANGE = 'must be a number from 0 to 1 (hears the softest notes)';

/**
 * Completes a request from the defaults and checks all of it.
 * @throws RequestError with every fault; `music.unknown-scale` or `music.unknown-tuning` when that is the only one.
 */
export function planSession(
  request: StartRequest,
  defaults: SessionDefaults,
  inputIds: readonly string[],
): SessionPlan {
  const problems = new Problems();
  const scale = problems.reading('/scale_name', () => parseScale(request.scaleName ?? defaults.scaleName));
  const tuning = problems.reading('/tuning', () => parseTuning(request.tuning ?? defaults.tuning));
  const figures = figuresOf(request, defaults);
  problems.checkFigures(figures);
  problems.checkInputs(request.inputs, inputIds);
  if (!scale || !tuning || problems.found) throw problems.error();
  const { userId = defaults.userId, ambientLighting = defaults.ambientLighting } = request;
  const { enabledMetrics = METRICS, inputs = null } = request;
  return { ...musicOf(scale, tuning), ...figures, userId, ambientLighting, enabledMetrics, inputs };
}

type Music = Pick<
  SessionPlan,
  'scaleName' | 'root' | 'pitchClasses' | 'noteNames' | 'degrees' | 'tuning' | 'openStrings'
>;

function musicOf({ name, root, pitchClasses, noteNames, degrees }: Scale, tuning: Tuning): Music {
  const { name: tuningName, soundingStrings } = tuning;
  return {
    scaleName: name,
    root,
    pitchClasses,
    noteNames,
    degrees,
    tuning: tuningName,
    openStrings: soundingStrings,
  };
}

type Figures = Pick<SessionPlan, 'strictness' | 'sensitivity' | 'a4'>;

function figuresOf({ strictness, sensitivity, a4 }: StartRequest, defaults: SessionDefaults): Figures {
  return {
    strictness: strictness ?? defaults.strictness,
    sensitivity: sensitivity ?? defaults.sensitivity,
    a4: a4 ?? defaults.a4,
  };
}

/** @throws RequestError with everything about a session that could not be stored. */
export function refuseUnstorable({ scaleName, strictness, sensitivity, userId }: StartRequest): void {
  const problems = new Problems();
  problems.expect('/strictness', isScore(strictness), STRICTNESS_RANGE);
  problems.expect('/sensitivity', isScore(sensitivity), SENSITIVITY_RANGE);
  problems.expect('/scaleName', isStorable(scaleName) && scaleName !== '', 'must name what is practised');
  problems.expect('/userId', isStorable(userId ?? ''), 'must be a text without the character zero');
  if (problems.found) throw problems.error();
}

const COUNTS = ['notesDetected', 'uniqueNotesUsed', 'notesInScale', 'notesOutOfScale'] as const;
/** What a column of whole numbers holds. */
const HIGHEST_COUNT = 2_147_483_647;

/** @throws RequestError with every count that is none. */
export function refuseUncountable(counts: Readonly<Record<(typeof COUNTS)[number], number>>): void {
  const problems = new Problems();
  for (const name of COUNTS) {
    const isCount = Number.isInteger(counts[name]) && counts[name] >= 0 && counts[name] <= HIGHEST_COUNT;
    problems.expect(`/${name}`, isCount, `must be a whole number from 0, not ${counts[name]}`);
  }
  if (problems.found) throw problems.error('The session cannot end');
}

function isScore(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Text that a database keeps: all but the character zero. */
function isStorable(text: unknown): boolean {
  return typeof text === 'string' && !text.includes('\0');
}

/** Collects faults, so that one answer names them all. */
class Problems {
  private readonly faults: Fault[] = [];
  private readonly errors: BridgeError[] = [];

  get found(): boolean {
    return this.faults.length > 0;
  }

  expect(pointer: string, isMet: boolean, message: string): void {
    if (!isMet) this.faults.push({ pointer, message });
  }

  reading<Value>(pointer: string, read: () => Value): Value | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error;
      this.errors.push(error);
      this.faults.push({ pointer, message: error.message });
      return null;
    }
  }

  checkFigures({ strictness, sensitivity, a4 }: Figures): void {
    this.expect('/strictness', isScore(strictness), STRICTNESS_RANGE);
    this.expect('/sensitivity', isScore(sensitivity), SENSITIVITY_RANGE);
    this.expect('/a4', isConcertPitch(a4), `must be from ${LOWEST_A4} to ${HIGHEST_A4} Hz`);
  }

  checkInputs(wanted: readonly string[] = [], known: readonly string[]): void {
    for (const [at, id] of wanted.entries()) {
      const message = `there is no input "${id}"; choose from ${known.join(', ') || 'none: no input is enabled'}`;
      this.expect(`/inputs/${at}`, known.includes(id), message);
    }
  }

  error(what = 'The session cannot start'): RequestError {
    const [only, another] = this.errors;
    if (only instanceof RequestError && !another && this.faults.length === 1) {
      return new RequestError(only.code as 'music.unknown-scale', only.message, this.faults);
    }
    const list = this.faults.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join('; ');
    return new RequestError('request.invalid', `${what}: ${list}.`, this.faults);
  }
}
