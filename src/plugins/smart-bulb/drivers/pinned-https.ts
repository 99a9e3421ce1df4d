import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { jsonFrom } from '../json-from.js';

export interface Answer {
  readonly status: number;
  /** `null` when it is no JSON. */
  readonly body: unknown;
}

/** What is asked of whoever has the address. */
type Question = Pick<RequestOptions, 'method' | 'path' | 'headers' | 'signal'> & { readonly body?: object };

/** The other side is not the one it was. */
export class StrangeCertificate extends Error {}

/** JSON over HTTPS with a device that signed its certificate itself, and so is known by that certificate alone. */
export class PinnedHttps {
  private readonly agent = new Agent({ keepAlive: true, maxCachedSessions: 0 });
  /** SHA-256 of the certificate that was shown last. */
  certificate = '';

  /** Without `expected` it trusts whoever answers. */
  constructor(
    private readonly host: string,
    private readonly port: number,
    private readonly expected?: string,
  ) {}

  /** @throws StrangeCertificate, or what the network says. */
  ask(question: Question): Promise<Answer> {
    const { body, ...options } = question;
    return new Promise((resolve, reject) => {
      const { host, port, agent } = this;
      const call = request({ ...options, host, port, agent, rejectUnauthorized: false });
      if (body) call.setHeader('content-type', 'application/json');
      const speak = () => call.end(body && JSON.stringify(body));
      call.on('socket', (socket) => {
        if (call.reusedSocket) speak();
        else socket.once('secureConnect', () => this.meet(socket as TLSSocket, call, speak));
      });
      call.on('response', (response) => answerFrom(response).then(resolve, reject));
      call.on('error', (cause: NodeJS.ErrnoException) => {
        // It hung up an idle connection in the moment it was used again.
        const isStale = call.reusedSocket && cause.code === 'ECONNRESET';
        if (isStale) this.ask(question).then(resolve, reject);
        else reject(cause);
      });
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /** Nothing is said, least of all a key, to whoever shows another certificate. */
  private meet(socket: TLSSocket, call: ClientRequest, speak: () => void): void {
    this.certificate = socket.getPeerCertificate().fingerprint256;
    const expected = this.expected?.toUpperCase() ?? this.certificate;
    if (this.certificate === expected) speak();
    else call.destroy(new StrangeCertificate('another certificate than expected'));
  }
}

async function answerFrom(response: IncomingMessage): Promise<Answer> {
  return { status: response.statusCode ?? 0, body: jsonFrom(await text(response)) };
}
