import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Signal, useSignal } from '../shared/signal.js';

interface Toast {
  readonly text: string;
  readonly link?: { readonly text: string; readonly href: string };
}

const SHOWN_MS = 6000;
const toast = new Signal<Toast | null>(null);

/** Says one thing at the lower edge for six seconds; never an error. */
export function say(text: string, link?: Toast['link']): void {
  toast.value = link ? { text, link } : { text };
}

/** Pauses under pointer or focus. */
export function ToastBar(): JSX.Element {
  const shown = useSignal(toast);
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (!shown || isHeld) return;
    const timer = setTimeout(() => {
      toast.value = null;
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);
  const keep = { onMouseEnter: () => hold(true), onMouseLeave: () => hold(false) };
  return (
    <div role="status" {...keep} onFocusCapture={() => hold(true)} onBlurCapture={() => hold(false)}>
      {shown ? (
        <div class="toast">
          {shown.text}
          {shown.link ? <a href={shown.link.href}>{shown.link.text}</a> : null}
        </div>
      ) : null}
    </div>
  );
}
