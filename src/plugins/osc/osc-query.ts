import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DeviceError } from '../../core/plugin/index.js';
import { capturedPicks } from './heard.js';
import type { OscRule, Pick } from './osc-rule.js';

const WRITE_ONLY = 2;
const NO_VALUE = 0;

/** A container or a method, in the words of the OSCQuery proposal. */
export interface QueryNode {
  readonly FULL_PATH: string;
  readonly ACCESS: number;
  readonly DESCRIPTION?: string;
  readonly TYPE?: string;
  readonly RANGE?: readonly ({ readonly MIN: number; readonly MAX: number } | null)[];
  CONTENTS?: Record<string, QueryNode>;
}

const ATTRIBUTES = ['FULL_PATH', 'ACCESS', 'DESCRIPTION', 'TYPE', 'RANGE', 'CONTENTS'] as const;

/** Type tag and range of what a rule picks. */
const FORMS: Readonly<Record<Pick, { readonly type: string; readonly range?: readonly [number, number] }>> = {
  _: { type: 'N' },
  hz: { type: 'f', range: [0, 20_000] },
  midi: { type: 'f', range: [0, 127] },
  velocity: { type: 'i', range: [0, 127] },
  vel01: { type: 'f', range: [0, 1] },
  vel127: { type: 'i', range: [0, 127] },
  string: { type: 'i', range: [0, 12] },
  semitones: { type: 'f', range: [-48, 48] },
  confidence: { type: 'f', range: [0, 1] },
  level: { type: 'f', range: [-144, 0] },
  env: { type: 'f', range: [0, 100] },
  amp: { type: 'f', range: [0, 1] },
  tempo: { type: 'f', range: [1, 999] },
  beat: { type: 'i' },
  bar: { type: 'i' },
  'song-beat': { type: 'i' },
  playing: { type: 'i', range: [0, 1] },
  stopped: { type: 'i', range: [0, 1] },
  position: { type: 's' },
  message: { type: 'm' },
  press: { type: 'f', range: [0, 1] },
  value: { type: 'f', range: [0, 1] },
};

/** The addresses of all rules as a tree; a number in an address is shown for each string of a guitar. */
export function queryTree(rules: readonly OscRule[]): QueryNode {
  const root: QueryNode = { FULL_PATH: '/', ACCESS: NO_VALUE, DESCRIPTION: 'FretCoach' };
  for (const rule of rules) {
    const numbers = capturedPicks(rule.address).length > 0 ? [1, 2, 3, 4, 5, 6] : [0];
    for (const number of numbers) plant(root, rule.address.replace(/\{[^}]+\}/g, String(number)), rule);
  }
  return root;
}

function plant(root: QueryNode, address: string, rule: OscRule): void {
  let node = root;
  const parts = address.split('/').slice(1);
  for (const [index, part] of parts.entries()) {
    const FULL_PATH = `/${parts.slice(0, index + 1).join('/')}`;
    node.CONTENTS ??= Object.create(null) as Record<string, QueryNode>;
    const known: QueryNode = node.CONTENTS[part] ?? { FULL_PATH, ACCESS: NO_VALUE };
    const isHere = index === parts.length - 1 && known.TYPE === undefined;
    const grown = isHere ? { ...known, ...methodOf(rule) } : known;
    node.CONTENTS[part] = grown;
    node = grown;
  }
}

function methodOf({ as, args }: OscRule): Omit<QueryNode, 'FULL_PATH' | 'CONTENTS'> {
  const forms = args.map((text) => FORMS[text.replace('?', '') as Pick]);
  const RANGE = forms.map(({ range }) => (range ? { MIN: range[0], MAX: range[1] } : null));
  return { ACCESS: WRITE_ONLY, DESCRIPTION: as, TYPE: forms.map(({ type }) => type).join(''), RANGE };
}

export interface HostFacts {
  readonly name: string;
  readonly host: string;
  readonly oscPort: number;
}

/** What a request is answered with: a status, and JSON unless it is `null`. */
export function answerQuery(
  url: string,
  root: QueryNode,
  facts: HostFacts,
): { status: number; body: unknown } {
  const [path = '/', query] = url.split('?', 2);
  if (query === 'HOST_INFO') return { status: 200, body: hostInfo(facts) };
  const node = find(root, path);
  if (!node) return { status: 404, body: null };
  if (query === undefined || query === '') return { status: 200, body: node };
  const attribute = ATTRIBUTES.find((name) => name === query);
  if (!attribute) return { status: 400, body: null };
  const value = node[attribute];
  return value === undefined ? { status: 204, body: null } : { status: 200, body: { [attribute]: value } };
}

function hostInfo({ name, host, oscPort }: HostFacts) {
  return {
    NAME: name,
    OSC_IP: host,
    OSC_PORT: oscPort,
    OSC_TRANSPORT: 'UDP',
    EXTENSIONS: { ACCESS: true, DESCRIPTION: true, TYPE: true, RANGE: true, VALUE: false, LISTEN: false },
  };
}

function find(root: QueryNode, path: string): QueryNode | null {
  let node: QueryNode | undefined = root;
  for (const part of path.split('/').filter((each) => each !== '')) {
    const contents: Record<string, QueryNode> | undefined = node?.CONTENTS;
    node = contents && Object.hasOwn(contents, part) ? contents[part] : undefined;
  }
  return node ?? null;
}

/** Serves the tree by HTTP, as the OSCQuery proposal wants it: on a port of its own, from the root. */
export class OscQueryServer {
  private readonly server: Server;

  constructor(
    private readonly root: QueryNode,
    private readonly facts: HostFacts,
    private readonly isWelcome: (address: string) => boolean,
  ) {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.headersTimeout = 5000;
    this.server.requestTimeout = 5000;
    this.server.maxConnections = 16;
  }

  /** Resolves with the bound port. @throws DeviceError. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (cause: NodeJS.ErrnoException) => {
        const message = `OSCQuery port ${host}:${port} cannot be opened (${cause.code}).`;
        reject(new DeviceError('busy', message, 'Choose another port in the configuration.', { cause }));
      });
      this.server.listen(port, host, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer({ method, url = '/', socket }: IncomingMessage, response: ServerResponse): void {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (!this.isWelcome(address)) return void response.writeHead(403).end();
    if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    const { status, body } = answerQuery(url, this.root, this.facts);
    response.writeHead(status, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
    response.end(body === null ? undefined : JSON.stringify(body));
  }
}
