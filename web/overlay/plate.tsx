import type { ComponentChildren, JSX } from 'preact';
import type { BridgeStore } from '../shared/bridge-store.js';
import type { OverlayOptions } from './options.js';

interface Props {
  store: BridgeStore;
  options: OverlayOptions;
}
/** One widget, complete alone. */
export type WidgetView = (props: Props) => JSX.Element | null;

/** What widgets stand on, so that they can be read over any video. */
export function Plate({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return <section class={`w ${name}`}>{children}</section>;
}
