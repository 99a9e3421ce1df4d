import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';

/** A real MQTT broker on loopback, and a second client that plays the lamp. */
export class Broker {
  readonly published: [topic: string, payload: string][] = [];
  private constructor(
    private readonly aedes: Aedes,
    private readonly server: Server,
  ) {}

  static async open(password?: string): Promise<Broker> {
    const aedes = await Aedes.createBroker();
    if (password !== undefined) {
      aedes.authenticate = (_client, _name, given, done) => {
        const isRight = given?.toString() === password;
        done(isRight ? null : Object.assign(new Error('refused'), { returnCode: 4 }), isRight);
      };
    }
    const server = createServer(aedes.handle);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const broker = new Broker(aedes, server);
    aedes.on('publish', (packet, client) => {
      if (client && client.id !== 'lamp') broker.published.push([packet.topic, packet.payload.toString()]);
    });
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers as the device would: `reply` says what to publish for each message it hears. */
  async lamp(
    topics: string[],
    reply: (topic: string, payload: string) => [topic: string, payload: string, retain?: boolean] | null,
  ): Promise<MqttClient> {
    const client = await connectAsync(this.url, { clientId: 'lamp' });
    client.on('message', (topic, payload) => {
      const answer = reply(topic, payload.toString());
      if (answer) client.publish(answer[0], answer[1], { retain: answer[2] ?? false });
    });
    if (topics.length > 0) await client.subscribeAsync(topics);
    return client;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    await new Promise((resolve) => this.server.close(resolve));
  }
}
