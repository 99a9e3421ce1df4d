import type { JSX } from 'preact';

interface Props {
  name: string;
  /** 0 to 1. */
  value: number;
  /** What this setting does, in one sentence. */
  effect: string;
  set: (value: number) => void;
}

/** A setting of 0 to 100 that says what it does. */
export function Slider({ name, value, effect, set }: Props): JSX.Element {
  const id = `slide-${name.toLowerCase()}`;
  return (
    <section>
      <h2>
        <label for={id}>{name}</label> <b>{Math.round(value * 100)}</b>
      </h2>
      <input
        class="slide"
        id={id}
        type="range"
        min="0"
        max="100"
        step="5"
        value={Math.round(value * 100)}
        aria-describedby={`${id}-effect`}
        onInput={({ currentTarget }) => set(Number(currentTarget.value) / 100)}
      />
      <p id={`${id}-effect`}>{effect}</p>
    </section>
  );
}
