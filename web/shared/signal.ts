import { useEffect, useState } from 'preact/hooks';
import { nextFrame } from './frames.js';

export type Undo = () => void;

/** A value that tells when it changed. However often that is, its readers are told once a drawn frame. */
export class Signal<Value> {
  readonly #readers = new Set<() => void>();
  #isDue = false;

  #current: Value;

  constructor(current: Value) {
    this.#current = current;
  }

  get value(): Value {
    return this.#current;
  }

  set value(next: Value) {
    if (Object.is(next, this.#current)) return;
    this.#current = next;
    if (this.#isDue) return;
    this.#isDue = true;
    nextFrame(this.#tell);
  }

  subscribe(reader: () => void): Undo {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  readonly #tell = (): void => {
    this.#isDue = false;
    for (const reader of this.#readers) reader();
  };
}

/** Reads a signal and draws the component again when it changes; between drawn frames the value stands still. */
export function useSignal<Value>(signal: Signal<Value>): Value {
  const [shown, show] = useState(() => signal.value);
  useEffect(() => {
    const update = () => show(() => signal.value);
    nextFrame(update); // It may have changed between drawing and now.
    return signal.subscribe(update);
  }, [signal]);
  return shown;
}
