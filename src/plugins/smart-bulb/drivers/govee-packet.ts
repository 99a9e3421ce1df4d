import { jsonFrom } from '../json-from.js';

/** Where lamps answer to, whatever port they were asked from. */
export const GOVEE_REPLY_PORT = 4_002;

/** What `devStatus` tells. */
export interface GoveeStatus {
  readonly onOff: number;
  /** Per cent, from 1. */
  readonly brightness: number;
  readonly color: { readonly r: number; readonly g: number; readonly b: number };
  /** 0 for a colour, else a white in kelvin. */
  readonly colorTemInKelvin: number;
}

interface Message {
  readonly msg?: { readonly cmd?: unknown; readonly data?: unknown };
}

export function goveePacket(cmd: string, data: object): string {
  return JSON.stringify({ msg: { cmd, data } });
}

/** What an answer to `cmd` carries; `null` when it is none. */
export function goveeAnswer<Data extends object>(packet: Buffer, cmd: string): Partial<Data> | null {
  const msg = jsonFrom<Message>(packet)?.msg;
  return msg?.cmd === cmd && typeof msg.data === 'object' ? (msg.data as Partial<Data> | null) : null;
}
