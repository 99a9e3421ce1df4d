import type { ComponentChildren, JSX } from 'preact';
import type { Topic } from '../../src/client/index.js';
import type { Asked } from './asked.js';
import type { OverlayOptions, WidgetName } from './options.js';

export interface WidgetProps extends Asked {
  options: OverlayOptions;
}
/** One widget, complete alone. */
export type WidgetView = (props: WidgetProps) => JSX.Element | null;

/** What widgets stand on, so that they can be read over any video. */
export function Plate({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return <section class={`w ${name}`}>{children}</section>;
}

export interface Widget {
  readonly View: WidgetView;
  /** What it has to hear: a streak need not be woken sixty times a second. */
  readonly topics: readonly Topic[];
}
/** Those a page has. */
export type Widgets = Readonly<Partial<Record<WidgetName, Widget>>>;
