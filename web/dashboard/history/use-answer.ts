import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../shared/api.js';

export interface Answer<Value> {
  readonly value: Value | null;
  readonly error: ApiError | null;
  /** Becomes true only when waiting is noticed. */
  readonly isSlow: boolean;
  readonly again: () => void;
}

const NOTICED_MS = 400;

/** Asks the bridge whenever `key` changes; the newest question wins. */
export function useAnswer<Value>(key: string, ask: () => Promise<Value>): Answer<Value> {
  const [state, set] = useState<{ value: Value | null; error: ApiError | null; isSlow: boolean }>({
    value: null,
    error: null,
    isSlow: false,
  });
  const [turn, next] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => isCurrent && set((was) => ({ ...was, isSlow: true })), NOTICED_MS);
    const settle = (value: Value | null, error: ApiError | null) => {
      clearTimeout(timer);
      if (isCurrent) set({ value, error, isSlow: false });
    };
    ask().then(
      (value) => settle(value, null),
      (error: unknown) => settle(null, error instanceof ApiError ? error : new ApiError(String(error), null)),
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, turn]);
  return { ...state, again: useCallback(() => next((count) => count + 1), []) };
}
