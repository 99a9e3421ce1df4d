/** What tells of itself by mDNS. */
export interface Announced {
  readonly type: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Tells of everything of these types until taken back. */
export type Browse = (types: readonly string[], found: (device: Announced) => void) => Promise<() => void>;

export const browseMdns: Browse = async (types, found) => {
  const { Bonjour } = await import('bonjour-service');
  const bonjour = new Bonjour({}, () => {}); // Without a network nobody answers.
  const browsers = types.map((type) =>
    bonjour.find({ type }, ({ name, port, addresses = [] }) => {
      const host = addresses.find((address) => !address.includes(':'));
      if (host) found({ type, name, host, port });
    }),
  );
  return () => {
    for (const browser of browsers) browser.stop();
    bonjour.destroy();
  };
};
