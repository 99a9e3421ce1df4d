const LOOPBACK_NAMES = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a peer address is this machine. */
export function isLoopbackPeer(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

/** Whether a bind address is reached from this machine only. */
export function isLoopbackBind(host: string): boolean {
  return isLoopbackPeer(host) || host === 'localhost';
}

/** Name and port of a `Host` header; `null` when it is none. */
export function parseHost(header: string): { readonly name: string; readonly port: number } | null {
  const [, name, port = '80'] = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(header) ?? [];
  return name === undefined ? null : { name: name.toLowerCase(), port: Number(port) };
}

export function isLoopbackName(name: string): boolean {
  return LOOPBACK_NAMES.test(name);
}
