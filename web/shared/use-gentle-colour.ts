import { useMemo } from 'preact/hooks';
import { CALM_PACE, SAFE_PACE } from '../../src/core/light/flash-limiter.js';
import { GentleColour } from './gentle.js';
import { useSignal } from './signal.js';
import { ramp } from './theme.js';

/** Asked for in the address, or by the system. */
function isCalm(): boolean {
  if (document.documentElement.classList.contains('calm')) return true;
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Colour of a score for areas large enough to flash: it follows only as fast as is safe. */
export function useGentleColour(score: number | null): string | undefined {
  const colours = useSignal(ramp);
  const gentle = useMemo(() => new GentleColour(colours, isCalm() ? CALM_PACE : SAFE_PACE), [colours]);
  return gentle.toward(score, performance.now()) ?? undefined;
}
