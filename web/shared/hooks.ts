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

/** Numbers people read change at most four times a second. */
export function useReadable<Value>(value: Value, interval = 250): Value {
  const [shown, show] = useState(value);
  const changed = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, changed.current + interval - performance.now());
    const draw = () => {
      changed.current = performance.now();
      show(() => value);
    };
    const timer = setTimeout(() => nextFrame(draw), wait);
    return () => clearTimeout(timer);
  }, [value, interval]);
  return shown;
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
