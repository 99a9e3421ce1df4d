import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** What a strip with one lit segment answers to GET /json/state (WLED 0.14, shortened). */
const WARM_WHITE: Json = {
  on: true,
  bri: 128,
  transition: 7,
  ps: -1,
  pl: -1,
  nl: { on: false, dur: 60, mode: 1, tbri: 0 },
  mainseg: 0,
  seg: [
    {
      id: 0,
      start: 0,
      stop: 30,
      on: true,
      bri: 255,
      col: [
        [255, 160, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      fx: 9,
      sx: 128,
      ix: 128,
      pal: 0,
    },
  ],
};

/** A WLED lamp on loopback: merges what is posted into its state as the device does, and remembers every frame. */
export class FakeWled {
  state: Json = structuredClone(WARM_WHITE);
  readonly posts: Json[] = [];
  /** `null` answers well; a status answers with it; `silent` never answers. */
  trouble: number | 'silent' | 'gibberish' | null = null;
  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeWled> {
    const server = createServer();
    const fake = new FakeWled(server);
    server.on('request', (request, response) => void fake.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.trouble === 'silent') return;
    if (typeof this.trouble === 'number') return void response.writeHead(this.trouble).end();
    if (this.trouble === 'gibberish') return void response.end('<html>');
    if (request.url !== '/json/state') return void response.writeHead(404).end();
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.merge(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'POST' ? { success: true } : this.state));
  }

  /** Top-level values replace; a segment with an id changes only what it names; `tt` is not kept. */
  private merge({ tt: _, seg, ...rest }: Json): void {
    this.posts.push({
      ...(_ === undefined ? {} : { tt: _ }),
      ...rest,
      ...(seg === undefined ? {} : { seg }),
    });
    const changes = (seg ?? []) as Json[];
    const segments = (this.state.seg as Json[]).map((one) => ({
      ...one,
      ...changes.find(({ id }) => id === one.id),
    }));
    this.state = { ...this.state, ...rest, seg: segments };
  }
}
