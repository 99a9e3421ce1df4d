import { z } from 'zod';
import { samplesFromBytes } from '../pcm.js';

/** What a page says before it sends sound. */
export const MicrophoneHello = z.object({
  type: z.literal('hello'),
  sample_rate: z.number().min(8_000).max(384_000),
  device: z.string().max(200).default('Microphone'),
  /** Where the bridge asks for one. */
  token: z.string().max(200).optional(),
});
export type MicrophoneHello = z.infer<typeof MicrophoneHello>;

/** Mono blocks of 32-bit floats, little-endian; pages send 256 samples at a time. */
const MOST_SAMPLES = 4096;
/** A page may catch up this much sound after a pause, but not send faster than it can hear for long. */
const BURST_SECONDS = 3;
const FASTER_CLOCK = 1.05;

export const LARGEST_MESSAGE = 4 * MOST_SAMPLES;

/** Why a page is sent away; 4002 to 4012 and 4022 mean what they mean on the bridge's other sockets. */
export const CLOSE_CODES = {
  notJson: 4002,
  badValue: 4005,
  soundFirst: 4006,
  helloTwice: 4008,
  tokenRefused: 4009,
  replaced: 4011,
  tooLate: 4020,
  tooFast: 4022,
  tokenRevoked: 4023,
};

export class ProtocolError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws ProtocolError */
export function parseHello(text: string): MicrophoneHello {
  const hello = MicrophoneHello.safeParse(parseJson(text));
  if (hello.success) return hello.data;
  const [issue] = hello.error.issues;
  throw new ProtocolError(CLOSE_CODES.badValue, `hello: ${issue?.path.join('.')}: ${issue?.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError(CLOSE_CODES.notJson, 'the first message must be a hello in JSON');
  }
}

/** @throws ProtocolError */
export function parseBlock(bytes: Uint8Array): Float32Array {
  if (bytes.length === 0 || bytes.length % 4 !== 0 || bytes.length > LARGEST_MESSAGE) {
    throw new ProtocolError(
      CLOSE_CODES.badValue,
      `a block holds 1 to ${MOST_SAMPLES} floats, not ${bytes.length} bytes`,
    );
  }
  return samplesFromBytes(bytes, 'f32le');
}

/** Counts samples, so that a page cannot flood the bridge. */
export class RateLimit {
  private received = 0;

  constructor(private readonly sampleRate: number) {}

  /** @throws ProtocolError when more came in `seconds` since the hello than can have sounded. */
  count(samples: number, seconds: number): void {
    this.received += samples;
    if (this.received > this.sampleRate * (FASTER_CLOCK * seconds + BURST_SECONDS)) {
      throw new ProtocolError(CLOSE_CODES.tooFast, 'more sound than time');
    }
  }
}
