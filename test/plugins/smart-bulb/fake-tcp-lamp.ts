import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'vitest';
import { DeviceError } from '../../../src/core/plugin/index.js';
import type { LampDriver } from '../../../src/plugins/smart-bulb/lamp-driver.js';
import type { FakeClock } from '../../support/fake-clock.js';

/** A lamp on loopback that is spoken to over TCP; what it says is up to `hear`. */
export abstract class FakeTcpLamp {
  isSilent = false;
  /** Bytes of each packet it sends, to see streams that are cut anywhere. */
  cutInto = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', (chunk) => this.hear(chunk, socket));
    });
  }

  protected abstract hear(chunk: Buffer, socket: Socket): void;

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** As when somebody switches it off at the wall. */
  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.server.close(resolve));
  }

  protected say(socket: Socket, bytes: Buffer): void {
    if (this.isSilent) return;
    const step = this.cutInto || bytes.length;
    for (let at = 0; at < bytes.length; at += step) socket.write(bytes.subarray(at, at + step));
  }
}

/** Whether a lamp that says nothing for three seconds, or hangs up, is told to be missing. */
export async function expectToMiss(lamp: FakeTcpLamp, driver: LampDriver, clock: FakeClock): Promise<void> {
  lamp.isSilent = true;
  const silent = expect(driver.check()).rejects.toMatchObject({
    message: `${driver.name} does not answer.`,
    reason: 'missing',
  });
  clock.advance(3_000);
  await silent;
  const cut = expect(driver.check()).rejects.toBeInstanceOf(DeviceError);
  lamp.hangUp();
  await cut;
}
