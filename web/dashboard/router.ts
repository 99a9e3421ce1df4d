import { Signal } from '../shared/signal.js';

export const PAGES = [
  { name: 'practise', label: 'Practise' },
  { name: 'history', label: 'History' },
  { name: 'progress', label: 'Progress' },
  { name: 'plugins', label: 'Inputs & outputs' },
  { name: 'overlays', label: 'Overlays' },
] as const;
export type PageName = (typeof PAGES)[number]['name'] | 'tuner' | 'welcome' | 'connection';

export interface Route {
  readonly page: PageName;
  /** What of the page, such as a session. */
  readonly id: string | null;
}

const NAMES: readonly PageName[] = [...PAGES.map(({ name }) => name), 'tuner', 'welcome', 'connection'];

/** Reads `#/history/0189…`; anything else is the practise page. */
export function routeOf(hash: string): Route {
  const [, name = '', id = ''] = hash.replace(/\?.*$/, '').split('/');
  const page = NAMES.find((known) => known === name) ?? 'practise';
  return { page, id: decoded(id) };
}

/** `null` for nothing, and for what nobody encoded like this. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text) || null;
  } catch {
    return null;
  }
}

export function addressOf(page: PageName, id?: string): string {
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ''}`;
}

export const route = new Signal<Route>(routeOf(location.hash));

export function followAddress(): void {
  addEventListener('hashchange', () => {
    route.value = routeOf(location.hash);
    scrollTo(0, 0);
  });
}

export function go(page: PageName, id?: string): void {
  location.hash = addressOf(page, id);
}
