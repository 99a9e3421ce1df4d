import type { Light } from '../../../core/light/index.js';
import type { Milliseconds } from '../../../core/plugin/index.js';

/** Little-endian, as in LIFX's LAN protocol: a header of 36 bytes, then what the type asks for. */
const HEADER = 36;
const PROTOCOL = 1024;
const ADDRESSABLE = 0x1000;
const TAGGED = 0x2000;
const ACK_REQUIRED = 2;
const RES_REQUIRED = 1;
const FULL = 0xffff;

export const LIFX = {
  getService: 2,
  stateService: 3,
  acknowledgement: 45,
  getColor: 101,
  setColor: 102,
  lightState: 107,
  setPower: 117,
} as const;

/** Eight bytes that name a bulb; all zero means whoever hears it. */
export type LifxTarget = Uint8Array;
export const ANYBODY: LifxTarget = new Uint8Array(8);

export interface LifxAddress {
  /** Names the client; never 0. */
  readonly source: number;
  readonly target: LifxTarget;
  /** 0 to 255. */
  readonly sequence: number;
}

/** Hue, saturation and brightness in the bulb's own steps, 0 to 65535, and the white point in kelvin. */
export interface LifxColor {
  readonly hue: number;
  readonly saturation: number;
  readonly brightness: number;
  readonly kelvin: number;
}

export interface LifxMessage {
  readonly type: number;
  readonly target: LifxTarget;
  readonly sequence: number;
  readonly source: number;
  readonly payload: Buffer;
}

function packet(type: number, address: LifxAddress, payload: Uint8Array, flags: number): Buffer {
  const bytes = Buffer.alloc(HEADER + payload.length);
  const isForAll = address.target.every((byte) => byte === 0);
  bytes.writeUInt16LE(bytes.length, 0);
  bytes.writeUInt16LE(PROTOCOL | ADDRESSABLE | (isForAll ? TAGGED : 0), 2);
  bytes.writeUInt32LE(address.source, 4);
  bytes.set(address.target, 8);
  bytes.writeUInt8(flags, 22);
  bytes.writeUInt8(address.sequence, 23);
  bytes.writeUInt16LE(type, 32);
  bytes.set(payload, HEADER);
  return bytes;
}

/** A question without content, such as `getColor`: the state itself is the answer. */
export function lifxQuestion(type: number, address: LifxAddress): Buffer {
  return packet(type, address, new Uint8Array(0), RES_REQUIRED);
}

export function lifxSetColor(color: LifxColor, fade: Milliseconds, address: LifxAddress): Buffer {
  const payload = Buffer.alloc(13);
  payload.writeUInt16LE(color.hue, 1);
  payload.writeUInt16LE(color.saturation, 3);
  payload.writeUInt16LE(color.brightness, 5);
  payload.writeUInt16LE(color.kelvin, 7);
  payload.writeUInt32LE(Math.round(fade), 9);
  return packet(LIFX.setColor, address, payload, ACK_REQUIRED);
}

export function lifxSetPower(isOn: boolean, fade: Milliseconds, address: LifxAddress): Buffer {
  const payload = Buffer.alloc(6);
  payload.writeUInt16LE(isOn ? FULL : 0, 0);
  payload.writeUInt32LE(Math.round(fade), 2);
  return packet(LIFX.setPower, address, payload, ACK_REQUIRED);
}

/** `null` for anything that is no LIFX packet: anything may arrive over UDP. */
export function readLifx(bytes: Buffer): LifxMessage | null {
  if (bytes.length < HEADER || bytes.readUInt16LE(0) !== bytes.length) return null;
  if ((bytes.readUInt16LE(2) & 0x0fff) !== PROTOCOL) return null;
  return {
    type: bytes.readUInt16LE(32),
    target: Uint8Array.from(bytes.subarray(8, 16)),
    sequence: bytes.readUInt8(23),
    source: bytes.readUInt32LE(4),
    payload: bytes.subarray(HEADER),
  };
}

/** What `lightState` carries; `null` when it is too short. */
export function readLightState(
  payload: Buffer,
): { readonly color: LifxColor; readonly isOn: boolean } | null {
  if (payload.length < 12) return null;
  const [hue, saturation, brightness, kelvin] = [0, 2, 4, 6].map((at) => payload.readUInt16LE(at));
  const isOn = payload.readUInt16LE(10) > 0;
  return {
    color: { hue: hue ?? 0, saturation: saturation ?? 0, brightness: brightness ?? 0, kelvin: kelvin ?? 0 },
    isOn,
  };
}

const NEUTRAL_WHITE = 3500; // kelvin of what is not coloured

export function lifxColorFrom({ hue, saturation, brightness }: Light): LifxColor {
  return {
    hue: Math.round((hue / 360) * FULL),
    saturation: Math.round(saturation * FULL),
    brightness: Math.round(brightness * FULL),
    kelvin: NEUTRAL_WHITE,
  };
}

export function lightFromLifx({ hue, saturation, brightness }: LifxColor): Light {
  return { hue: ((hue / FULL) * 360) % 360, saturation: saturation / FULL, brightness: brightness / FULL };
}
