import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { listen, listening, stopListening } from '../../../web/shared/listening.js';
import { playingMidi, playMidi, stopMidi } from '../../../web/shared/playing-midi.js';

/** Opens at once, and remembers what it was told. */
class FakeSocket {
  static readonly OPEN = 1;
  static newest: FakeSocket | null = null;
  static isThere = true;
  readonly readyState = FakeSocket.OPEN;
  readonly said: unknown[] = [];
  onopen: () => void = () => {};
  onmessage: () => void = () => {};
  onclose: (end: { code: number; reason: string }) => void = () => {};

  constructor(readonly url: URL) {
    FakeSocket.newest = this;
    if (FakeSocket.isThere) queueMicrotask(() => this.onopen());
  }

  send(text: string): void {
    this.said.push(JSON.parse(text));
  }

  isClosed = false;

  close(): void {
    this.isClosed = true;
  }
}

const track = { label: 'Scarlett 2i2', getSettings: () => ({}), addEventListener() {}, stop() {} };
const jamstik = { name: 'Jamstik', state: 'connected', onmidimessage: null };

class FakeAudio {
  readonly sampleRate = 48_000;
  readonly audioWorklet = { addModule: async () => {} };
  createMediaStreamSource = () => ({ connect() {} });
  async resume() {}
  async close() {}
}

/** A browser that says yes to everything, with a token that the page came with. */
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => {});
  vi.stubGlobal('location', { href: 'http://127.0.0.1:22100/' });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('sessionStorage', { getItem: () => 'fc_mine' });
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('AudioContext', FakeAudio);
  vi.stubGlobal(
    'AudioWorkletNode',
    class {
      readonly port = {};
    },
  );
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia: async () => ({ getAudioTracks: () => [track] }) },
    requestMIDIAccess: async () => ({
      inputs: new Map([['1', jamstik]]),
      addEventListener() {},
      removeEventListener() {},
    }),
  });
});

test('a page that came with a token plays its microphone with it', async () => {
  await listen('guitar');
  await expect.poll(() => FakeSocket.newest?.said).toHaveLength(1);
  expect(FakeSocket.newest?.url.href).toBe('ws://127.0.0.1:22100/plugins/guitar/microphone');
  expect(FakeSocket.newest?.said).toMatchObject([
    { type: 'hello', device: 'Scarlett 2i2', token: 'fc_mine' },
  ]);
  FakeSocket.newest?.onmessage();
  expect(listening.value).toEqual({ state: 'listening', message: 'Listening to Scarlett 2i2.' });
  stopListening();
  expect(listening.value.state).toBe('off');
});

test('whoever stops while the browser still asks is not heard after all', async () => {
  let allow = () => {};
  vi.spyOn(navigator, 'requestMIDIAccess').mockReturnValueOnce(
    new Promise((resolve) => {
      allow = () => resolve({ inputs: new Map(), addEventListener() {}, removeEventListener() {} } as never);
    }),
  );
  const asked = playMidi('pickup');
  expect(playingMidi.value.state).toBe('asking');
  stopMidi();
  allow();
  await asked;
  await Promise.resolve();
  expect(playingMidi.value.state).toBe('off');
  expect(FakeSocket.newest?.isClosed).toBe(true);
});

test('a microphone that the bridge sends away is let go by the browser too', async () => {
  const stopped = vi.spyOn(track, 'stop');
  await listen('guitar');
  FakeSocket.newest?.onclose({ code: 4011, reason: 'another page is the microphone now' });
  expect(listening.value).toEqual({ state: 'off', message: 'another page is the microphone now' });
  expect(stopped).toHaveBeenCalledOnce();
});

test.each([
  ['microphone', () => listen('guitar'), stopListening],
  ['MIDI', () => playMidi('pickup'), stopMidi],
])('the %s of a page does not wait for ever at a bridge that hangs', async (_, play, stop) => {
  vi.useFakeTimers();
  FakeSocket.isThere = false;
  onTestFinished(() => {
    stop();
    FakeSocket.isThere = true;
    vi.useRealTimers();
  });
  await play();
  const socket = FakeSocket.newest;
  await vi.advanceTimersByTimeAsync(9_900);
  expect(socket?.isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(socket?.isClosed).toBe(true);
  socket?.onclose({ code: 1006, reason: '' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeSocket.newest).not.toBe(socket);
});

test('and its MIDI', async () => {
  await playMidi('pickup');
  await expect.poll(() => FakeSocket.newest?.said).toHaveLength(1);
  expect(FakeSocket.newest?.url.href).toBe('ws://127.0.0.1:22100/plugins/pickup/web-midi');
  expect(FakeSocket.newest?.said).toEqual([{ device: 'Jamstik', token: 'fc_mine' }]);
  expect(playingMidi.value).toEqual({ state: 'listening', message: 'Listening to Jamstik.' });
  stopMidi();
  expect(playingMidi.value.state).toBe('off');
});
