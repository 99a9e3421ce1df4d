import { useMemo } from 'preact/hooks';
import { CALM_PACE, SAFE_PACE } from '../../src/core/light/flash-limiter.js';
import { isCalm } from './calm.js';
import { GentleColour } from './gentle.js';
import { useSignal } from './signal.js';
import { ramp } from './theme.js';

/** Colour of a score for areas large enough to flash: it follows only as fast as is safe. */
export function useGentleColour(score: number | null): string | undefined {
  const colours = useSignal(ramp);
  const gentle = useMemo(() => new GentleColour(colours, isCalm() ? CALM_PACE : SAFE_PACE), [colours]);
  return gentle.toward(score, performance.now()) ?? undefined;
}
