import type { JSX } from 'preact';
import type { Shape } from '../judgement.js';

const CLASSES: Readonly<Record<Shape, string>> = {
  disc: 'mark',
  diamond: 'mark near',
  up: 'mark off',
  down: 'mark off down',
  cross: 'mark out',
  dash: 'mark none',
};

/** A judgement in running text; its colour is inherited from `--q`. */
export function Mark({ shape }: { shape: Shape }): JSX.Element {
  return <span class={CLASSES[shape]} aria-hidden="true" />;
}

/** A path around `x`, `y` as big as a disc of that radius. */
export function markPath(shape: Shape, x: number, y: number, radius: number): string {
  const size = radius * 1.2;
  if (shape === 'diamond') return `M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`;
  if (shape === 'up') return `M${x} ${y - size}l${size} ${size * 1.8}h${-2 * size}z`;
  if (shape === 'down') return `M${x} ${y + size}l${size} ${-size * 1.8}h${-2 * size}z`;
  const arm = radius * 0.8;
  if (shape === 'cross')
    return `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

interface PlacedMark {
  shape: Shape;
  x: number;
  y: number;
  radius: number;
  colour: string | undefined;
}

/** The same judgement in a drawing. */
export function DrawnMark({ shape, x, y, radius, colour }: PlacedMark): JSX.Element {
  const path = markPath(shape, x, y, radius);
  return <path class={shape === 'cross' ? 'cross' : 'm'} d={path} style={{ '--q': colour }} />;
}
