import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BridgeStore } from '../shared/bridge-store.js';
import { useSignal } from '../shared/signal.js';
import { Announcer } from './announcer.js';
import { ConnectionNotice } from './connection-notice.js';
import { Header } from './header.js';
import { HelpDialog } from './help-dialog.js';
import type { Practice } from './practice.js';
import { PractisePage } from './practise/practise-page.js';
import { TunerPage } from './practise/tuner-page.js';
import { go, type PageName, type Route, route } from './router.js';
import { useShortcuts } from './shortcuts.js';
import { ToastBar } from './toast.js';

export interface PageProps {
  readonly store: BridgeStore;
  readonly practice: Practice;
  readonly route: Route;
}

type PageView = (props: PageProps) => JSX.Element;

/** The practise page comes at once, the others when they are first asked for. */
const LAZY_PAGES: Readonly<Partial<Record<PageName, () => Promise<PageView>>>> = {
  history: async () => (await import('./history/history-page.js')).HistoryPage,
  plugins: async () => (await import('./plugins/plugins-page.js')).PluginsPage,
  progress: async () => (await import('./progress/progress-page.js')).ProgressPage,
  overlays: async () => (await import('./overlays/overlays-page.js')).OverlaysPage,
  connection: async () => (await import('./connection/connection-page.js')).ConnectionPage,
  welcome: async () => (await import('./welcome/welcome-page.js')).WelcomePage,
};

/** `null` while it is on its way. */
function usePageView(name: PageName): PageView | null {
  const [loaded, keep] = useState<{ name: PageName; View: PageView } | null>(null);
  useEffect(() => {
    let isAwaited = true;
    void LAZY_PAGES[name]?.().then((View) => isAwaited && keep({ name, View }));
    return () => {
      isAwaited = false;
    };
  }, [name]);
  if (name === 'tuner') return TunerPage;
  if (!LAZY_PAGES[name]) return PractisePage;
  return loaded?.name === name ? loaded.View : null;
}

/** The picker of scales opens itself when its button is pressed. */
function searchScales(): void {
  go('practise');
  requestAnimationFrame(() => document.getElementById('pick-scale')?.click());
}

export function App({ store, practice }: { store: BridgeStore; practice: Practice }): JSX.Element {
  const here = useSignal(route);
  const [isHelping, help] = useState(false);
  const view = useRef<PageName>('practise');
  view.current = here.page;
  useShortcuts({
    startOrStop: () => {
      if (view.current === 'welcome') void practice.begin();
      else void (store.session.value ? practice.stop() : practice.start());
    },
    search: searchScales,
    help: () => help(true),
    back: () => {
      document.documentElement.classList.remove('on-stage');
      if (view.current === 'tuner') go('practise');
    },
  });
  const Page = usePageView(here.page);
  return (
    <div class="page">
      <Header store={store} />
      <ConnectionNotice store={store} />
      {Page ? <Page store={store} practice={practice} route={here} /> : <main />}
      <button type="button" class="btn plain help" onClick={() => help(true)}>
        Keys and looks <kbd>?</kbd>
      </button>
      <HelpDialog isOpen={isHelping} close={() => help(false)} />
      <ToastBar />
      <Announcer store={store} />
    </div>
  );
}
