import type { BridgeStore } from '../shared/bridge-store.js';
import { playDemo } from '../shared/demo.js';
import type { OverlayOptions } from './options.js';

/** The card is there when a session has ended: so does its demo. */
export function play(store: BridgeStore, { demo, widgets }: OverlayOptions): void {
  const isCard = widgets.every((name) => name === 'card');
  playDemo(store, isCard ? 'ended' : demo === 'still' ? 'still' : 'playing');
}
