import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSignal } from '../../shared/signal.js';
import type { PageProps } from '../app.js';
import { copy } from '../copy.js';
import { download } from '../download.js';
import { addressOf } from '../router.js';
import { loaderPage } from './loader-page.js';
import { Looks } from './looks.js';
import { OVERLAYS, type OverlayKind, overlayAddress, USUAL_LOOK } from './overlay-address.js';

const TYPE = 'text/html';

const copyAddress = (address: string) =>
  copy(
    address,
    'Copied. In OBS: Sources, +, Browser, and paste it as the URL.',
    'The browser keeps its clipboard closed. Select the address and copy it.',
  );

const downloadLoader = ({ name }: OverlayKind, address: string) =>
  download(`fretcoach-${name}.html`, new Blob([loaderPage(address)], { type: TYPE }));

/** The overlay itself, scaled into the page. The demo plays, so that there is something to see. */
function Preview({ kind, address }: { kind: OverlayKind; address: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [width, measure] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => measure(entry?.contentRect.width ?? 0));
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const scale = width / kind.width;
  const source = `${address}${address.includes('?') ? '&' : '?'}demo=1`;
  return (
    <div ref={box} class="preview" style={{ height: `${kind.height * scale}px` }}>
      <iframe
        title={`Preview: ${kind.title}`}
        src={source}
        width={kind.width}
        height={kind.height}
        style={{ transform: `scale(${scale})` }}
        tabIndex={-1}
      />
    </div>
  );
}

/** Choose a widget, give it its looks, take its address into OBS. */
export function OverlaysPage({ route, store }: PageProps): JSX.Element {
  const [look, set] = useState(USUAL_LOOK);
  const session = useSignal(store.session);
  const kind = OVERLAYS.find(({ name }) => name === route.id) ?? OVERLAYS[0];
  if (!kind) return <main />;
  const address = overlayAddress(location.origin, kind.name, look);
  return (
    <main class="cols overlays">
      <section>
        <h1 class="unseen">Overlays</h1>
        <div class="grp">
          <h2>Overlays</h2>
          <small>browser sources for OBS</small>
        </div>
        <div class="rows">
          {OVERLAYS.map(({ name, title, about, width, height }) => (
            <a
              class={name === kind.name ? 'o on' : 'o'}
              href={addressOf('overlays', name)}
              aria-current={name === kind.name ? 'true' : undefined}
              key={name}
            >
              <span>
                <b>{title}</b>
                <br />
                <small>{about}</small>
              </span>
              <small class="meta">
                {width} × {height}
              </small>
            </a>
          ))}
        </div>
      </section>
      <section class="gallery" aria-label={kind.title}>
        <Preview kind={kind} address={address} />
        <p class="small">
          {session
            ? 'The preview plays a demo; your stream shows your playing.'
            : 'A demo plays in the preview.'}
        </p>
        <div class="field">
          <label for="overlay-address">Address</label>
          <input
            class="input"
            id="overlay-address"
            readOnly
            value={address}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </div>
        <div class="acts">
          <button type="button" class="btn main" onClick={() => void copyAddress(address)}>
            Copy the address
          </button>
          <button type="button" class="btn" onClick={() => downloadLoader(kind, address)}>
            Download a loader
          </button>
          <span class="small">
            The loader is a file for OBS that waits when the bridge is not running yet.
          </span>
        </div>
        <Looks name={kind.name} look={look} change={(part) => set({ ...look, ...part })} />
      </section>
    </main>
  );
}
