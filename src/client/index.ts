/** `fretcoach/client`: for authors of overlays, pages and programs that listen to a bridge. */
export { connect, FretCoachClient } from './fretcoach-client.js';
export type { SocketConstructor, SocketLike } from './sockets.js';
export * from './types.js';
