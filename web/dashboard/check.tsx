import type { JSX } from 'preact';

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly set: (on: boolean) => void;
}

/** A box to tick. */
export function Check({ label, isOn, set }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => set(currentTarget.checked)} />
      {label}
    </label>
  );
}
