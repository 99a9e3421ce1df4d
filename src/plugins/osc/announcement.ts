import type { Undo } from '../../core/plugin/index.js';

/** A service as others on the network find it. */
export interface Service {
  readonly name: string;
  /** `osc` over UDP, `oscjson` over TCP. */
  readonly type: 'osc' | 'oscjson';
  readonly port: number;
}

/** Says by mDNS that the services are there, until taken back. Trouble on the network is only told. */
export async function announce(
  services: readonly Service[],
  trouble: (error: unknown) => void,
): Promise<Undo> {
  const { Bonjour } = await import('bonjour-service');
  const bonjour = new Bonjour({}, trouble);
  for (const { name, type, port } of services) {
    bonjour.publish({ name, type, port, protocol: type === 'osc' ? 'udp' : 'tcp', probe: false });
  }
  return () => bonjour.unpublishAll(() => bonjour.destroy());
}
