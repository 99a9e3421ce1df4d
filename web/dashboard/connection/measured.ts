import { useEffect, useState } from 'preact/hooks';
import { api } from '../../shared/api.js';

const EVERY_MS = 2000;
const KEPT = 10;

/** Milliseconds; `null` as long as it is not known. */
export interface Measured {
  /** To the bridge and back, the fastest of the last answers. */
  readonly roundTrip: number | null;
  /** From the sound until the bridge has told of it, the mean since the page was opened. */
  readonly told: number | null;
}

/** What the bridge has counted of its own delays. */
interface Counted {
  readonly seconds: number;
  readonly events: number;
}

/** From the Prometheus text: how late pitches were told, summed up. */
export function delaysIn(text: string): Counted | null {
  const read = (what: string) =>
    Number(
      new RegExp(`^fretcoach_event_latency_seconds_${what}\\{topic="pitch"\\} (\\S+)$`, 'm').exec(text)?.[1],
    );
  const [seconds, events] = [read('sum'), read('count')];
  return Number.isFinite(seconds) && Number.isFinite(events) ? { seconds, events } : null;
}

/** Asks the bridge again and again while the page is open. */
export function useMeasured(): Measured {
  const [trips, add] = useState<readonly number[]>([]);
  const [told, tell] = useState<number | null>(null);
  useEffect(() => {
    let first: Counted | null = null;
    const ask = async () => {
      const begun = performance.now();
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
      if (answer?.ok) add((known) => [...known, performance.now() - begun].slice(-KEPT));
      const now = delaysIn(await api.counters().catch(() => ''));
      first ??= now;
      if (now && first && now.events > first.events)
        tell((1000 * (now.seconds - first.seconds)) / (now.events - first.events));
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { roundTrip: trips.length ? Math.min(...trips) : null, told };
}
