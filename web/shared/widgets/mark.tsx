import type { JSX } from 'preact';
import type { Shape } from '../judgement.js';

/** A path around `x`, `y` as big as a disc of that radius. */
function markPath(shape: Shape, x: number, y: number, radius: number): string {
  const size = radius * 1.2;
  const arm = radius * 0.8;
  if (shape === 'diamond') return `M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`;
  if (shape === 'up') return `M${x} ${y - size}l${size} ${size * 1.8}h${-2 * size}z`;
  if (shape === 'down') return `M${x} ${y + size}l${size} ${-size * 1.8}h${-2 * size}z`;
  if (shape === 'cross')
    return `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
  if (shape === 'dash') return `M${x - arm} ${y}h${2 * arm}`;
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

interface PlacedMark {
  shape: Shape;
  x?: number;
  y?: number;
  radius: number;
  /** Inherited from `--q` when left out. */
  colour?: string | undefined;
}

/** A judgement in a drawing. */
export function DrawnMark({ shape, x = 0, y = 0, radius, colour }: PlacedMark): JSX.Element {
  const isLine = shape === 'cross' || shape === 'dash';
  const path = markPath(shape, x, y, radius);
  return <path class={isLine ? shape : 'm'} d={path} style={{ '--q': colour }} />;
}

/** The same judgement in running text. */
export function Mark({ shape }: { shape: Shape }): JSX.Element {
  return (
    <svg class="mark" viewBox="-12 -12 24 24" aria-hidden="true">
      <DrawnMark shape={shape} radius={12} />
    </svg>
  );
}
