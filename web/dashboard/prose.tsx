import type { JSX } from 'preact';

/** A sentence of the bridge; what stands in backticks is typed as it is. */
export function Prose({ text }: { text: string }): JSX.Element {
  const parts = text.split('`');
  return <>{parts.map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>;
}
