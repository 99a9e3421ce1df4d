/** As much of a WebSocket as the client needs; browsers, Node and `ws` all have it. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}
export type SocketConstructor = new (url: string, protocol: string) => SocketLike;

interface Surroundings {
  readonly WebSocket?: SocketConstructor;
  readonly location?: { readonly protocol: string; readonly host: string; readonly hash: string };
}
const here = globalThis as unknown as Surroundings;

const USUAL_ADDRESS = 'ws://127.0.0.1:22100/ws';

/** The platform's own WebSocket; Node before 22 has none and takes the package `ws`. */
export async function socketConstructor(): Promise<SocketConstructor> {
  if (here.WebSocket) return here.WebSocket;
  const packageName = 'ws'; // Not a literal in the import, so that bundlers for pages leave it alone.
  const { WebSocket } = (await import(/* @vite-ignore */ packageName)) as { WebSocket: SocketConstructor };
  return WebSocket;
}

/** A page of the bridge talks to the bridge it came from, everyone else to the usual address. */
export function usualAddress(): string {
  const { location } = here;
  if (!location?.protocol.startsWith('http')) return USUAL_ADDRESS;
  return `${location.protocol.replace('http', 'ws')}//${location.host}/ws`;
}

/** Overlay links carry their token behind the `#`, where no server and no log sees it. */
export function tokenOfPage(): string | undefined {
  return new URLSearchParams(here.location?.hash.slice(1)).get('token') ?? undefined;
}
