import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { BridgeStore } from '../shared/bridge-store.js';
import { useSignal } from '../shared/signal.js';
import { Announcer } from './announcer.js';
import { ConnectionPage } from './connection/connection-page.js';
import { ConnectionNotice } from './connection-notice.js';
import { Header } from './header.js';
import { HelpDialog } from './help-dialog.js';
import { HistoryPage } from './history/history-page.js';
import { OverlaysPage } from './overlays/overlays-page.js';
import { PluginsPage } from './plugins/plugins-page.js';
import type { Practice } from './practice.js';
import { PractisePage } from './practise/practise-page.js';
import { TunerPage } from './practise/tuner-page.js';
import { ProgressPage } from './progress/progress-page.js';
import { go, type PageName, type Route, route } from './router.js';
import { useShortcuts } from './shortcuts.js';
import { ToastBar } from './toast.js';
import { WelcomePage } from './welcome/welcome-page.js';

export interface PageProps {
  readonly store: BridgeStore;
  readonly practice: Practice;
  readonly route: Route;
}

const PAGE_VIEWS: Readonly<Partial<Record<PageName, (props: PageProps) => JSX.Element>>> = {
  practise: PractisePage,
  tuner: TunerPage,
  history: HistoryPage,
  plugins: PluginsPage,
  progress: ProgressPage,
  overlays: OverlaysPage,
  connection: ConnectionPage,
  welcome: WelcomePage,
};

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
    startOrStop: () => void (store.session.value ? practice.stop() : practice.start()),
    search: searchScales,
    help: () => help(true),
    back: () => {
      document.documentElement.classList.remove('on-stage');
      if (view.current === 'tuner') go('practise');
    },
  });
  const Page = PAGE_VIEWS[here.page] ?? PractisePage;
  return (
    <div class="page">
      <Header store={store} />
      <ConnectionNotice store={store} />
      <Page store={store} practice={practice} route={here} />
      <button type="button" class="btn plain help" onClick={() => help(true)}>
        Keys and looks <kbd>?</kbd>
      </button>
      <HelpDialog isOpen={isHelping} close={() => help(false)} />
      <ToastBar />
      <Announcer store={store} />
    </div>
  );
}
