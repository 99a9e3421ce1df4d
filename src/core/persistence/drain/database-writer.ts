import { once } from 'node:events';
import { Socket } from 'node:net';
import pg from 'pg';
import type { DatabaseAddress } from '../database-address.js';
import type { Statement } from './statements.js';

const CONNECT_TIMEOUT = 5000;
/** A server that says nothing for so long is as good as gone. */
const ANSWER_TIMEOUT = 30_000;

/** Some servers answer before a commit is on disk; the journal forgets what was answered. */
const COMMIT_TO_DISK = `
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

const BEGIN: Statement = { name: 'begin', text: 'BEGIN', values: [] };
const COMMIT: Statement = { name: 'commit', text: 'COMMIT', values: [] };

/** One connection that stores batches. After any error but a fault of the rows it is to be dropped. */
export class DatabaseWriter {
  private constructor(
    private readonly client: pg.Client,
    private readonly socket: Socket,
  ) {}

  static async connect(address: DatabaseAddress): Promise<DatabaseWriter> {
    const socket = new Socket();
    const client = new pg.Client({
      ...address,
      stream: () => socket,
      application_name: 'fretcoach-drainer',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      query_timeout: ANSWER_TIMEOUT,
      keepAlive: true,
      pipeline: true,
    });
    client.on('error', () => {}); // the next query tells
    await client.connect();
    await client.query(COMMIT_TO_DISK);
    return new DatabaseWriter(client, socket);
  }

  /** Stores all or nothing, in one go: what comes after a statement does not wait for its answer. */
  async store(statements: readonly Statement[]): Promise<void> {
    const asked = statements.length > 1 ? [BEGIN, ...statements, COMMIT] : statements;
    const answers = await Promise.allSettled(asked.map((statement) => this.ask(statement)));
    const refusal = answers.find(({ status }) => status === 'rejected');
    if (refusal) throw (refusal as PromiseRejectedResult).reason; // the COMMIT behind it has rolled back
  }

  /** What was asked is on its way: from now on the event loop may be busy without the server waiting for the rest. */
  async sent(): Promise<void> {
    if (this.socket.writableNeedDrain) await once(this.socket, 'drain');
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => {});
  }

  private ask({ name, text, values }: Statement): Promise<unknown> {
    return this.client.query({ name, text, values: [...values] });
  }
}
