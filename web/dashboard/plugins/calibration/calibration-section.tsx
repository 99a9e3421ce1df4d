import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, api, type Calibration } from '../../../shared/api.js';
import { useAnswer } from '../../history/use-answer.js';
import { type ClockReading, clockOffset, playClicks } from './clicks.js';

/** A little more than the three seconds the bridge looks back. */
const SILENCE_MS = 3200;
const QUESTIONS = 5;

async function readClock(id: string): Promise<ClockReading> {
  const asked = performance.now();
  const { clock_ms } = await api.calibration(id);
  return { asked, answered: performance.now(), bridge: clock_ms };
}

async function measureNoise(id: string): Promise<Calibration> {
  await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
  return api.calibrate(id, {});
}

async function measureLatency(id: string): Promise<Calibration> {
  const heard = await playClicks();
  const readings: ClockReading[] = [];
  for (let turn = 0; turn < QUESTIONS; turn++) readings.push(await readClock(id));
  const offset = clockOffset(readings);
  return api.calibrate(id, { clicks: heard.map((time) => time + offset) });
}

function noiseInWords(decibels: number | null): string {
  if (decibels === null) return 'Not measured yet.';
  const text = `${decibels < 0 ? '−' : ''}${Math.abs(Math.round(decibels))} dB.`;
  if (decibels <= -55) return `${text} Quiet.`;
  return `${text} ${decibels <= -42 ? 'Soft notes may drown in it.' : 'Loud: look for hum, or lower the gain.'}`;
}

function latencyInWords({ latency_ms, latency_in_use_ms }: Calibration): string {
  if (latency_ms !== null) return `${latency_ms} ms, taken off every note.`;
  return `Not measured yet; ${latency_in_use_ms} ms is usual and taken off.`;
}

type Doing = 'nothing' | 'noise' | 'latency';

const SAYS: Readonly<Record<Doing, string>> = {
  nothing: '',
  noise: 'Listening for three seconds. Keep the strings still.',
  latency: 'Sixteen clicks in ten seconds. Let them ring into the input.',
};

const MEASURES = [
  ['noise', measureNoise],
  ['latency', measureLatency],
] as const;

/** Says how noisy and how late an audio input is, and measures both. Absent where the bridge cannot. */
export function CalibrationSection({ id, device }: { id: string; device: string }): JSX.Element | null {
  const { value: known, again } = useAnswer(id, () => api.calibration(id));
  const [doing, begin] = useState<Doing>('nothing');
  const [trouble, tell] = useState<string | null>(null);
  if (!known) return null;
  const measure = async (what: Doing, ask: (id: string) => Promise<Calibration>) => {
    if (doing !== 'nothing') return;
    begin(what);
    tell(null);
    try {
      await ask(id);
      again();
    } catch (error) {
      tell(error instanceof ApiError ? error.message : 'This browser plays no sound here.');
    } finally {
      begin('nothing');
    }
  };
  return (
    <section class="calibration" aria-label="Calibration">
      <h3>Calibration</h3>
      <p class="dim">
        For {device}. Noise: touch no string. Latency: put a cable from output to input, or hold the input to
        the loudspeaker.
      </p>
      <dl class="facts">
        <div>
          <dt>Noise</dt>
          <dd>{noiseInWords(known.noise_floor_db)}</dd>
        </div>
        <div>
          <dt>Latency</dt>
          <dd>{latencyInWords(known)}</dd>
        </div>
      </dl>
      <div class="acts">
        {MEASURES.map(([what, ask]) => (
          <button
            type="button"
            class="btn"
            aria-disabled={doing !== 'nothing'}
            onClick={() => void measure(what, ask)}
            key={what}
          >
            Measure {what}
          </button>
        ))}
      </div>
      <p class="dim" role="status">
        {SAYS[doing]}
      </p>
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
    </section>
  );
}
