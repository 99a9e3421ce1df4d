import { useEffect, useRef, useState } from 'preact/hooks';
import type { BridgeStore } from './bridge-store.js';
import { nextFrame } from './frames.js';
import { type Now, nowOf } from './now.js';
import { useSignal } from './signal.js';
import { ramp } from './theme.js';

/** What a practice starts with when nothing else was said. */
const USUAL_STRICTNESS = 0.5;

/** Colour of a score in the current palette; nothing for no score. */
export function useColour(score: number | null): string | undefined {
  const colours = useSignal(ramp);
  return score === null ? undefined : colours.css(score);
}

/** Numbers people read change at most four times a second; after a rest they change at once. */
export function useReadable<Value>(value: Value, interval = 250): Value {
  const [, drawAgain] = useState(0);
  const shown = useRef({ value, until: 0 }).current;
  const now = performance.now();
  if (value !== shown.value && now >= shown.until) Object.assign(shown, { value, until: now + interval });
  const isLate = value !== shown.value;
  useEffect(() => {
    const timer = isLate ? setTimeout(() => nextFrame(() => drawAgain(now)), shown.until - now + 1) : 0;
    return () => clearTimeout(timer);
  }, [isLate]);
  return shown.value;
}

/** The calendar time, once a second. */
export function useSeconds(): number {
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    const draw = () => tick(Date.now());
    const timer = setInterval(() => nextFrame(draw), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function useNow(store: BridgeStore, strictness?: number): Now {
  const session = useSignal(store.session);
  const strict = session?.strictness ?? strictness ?? USUAL_STRICTNESS;
  return nowOf(useSignal(store.note), useSignal(store.pitch), strict);
}
