/** The part of the `osc` package that we write packets with (it ships no types of its own). */
declare module 'osc' {
  export interface OscTypedArgument {
    type: string;
    value?: unknown;
  }
  export interface OscPackageMessage {
    address: string;
    args: OscTypedArgument[];
  }
  export interface OscPackageBundle {
    timeTag: { raw: [number, number] };
    packets: (OscPackageMessage | OscPackageBundle)[];
  }
  const osc: {
    writePacket(packet: OscPackageMessage | OscPackageBundle, options?: { metadata?: boolean }): Uint8Array;
    readPacket(bytes: Uint8Array, options?: { metadata?: boolean; unpackSingleArgs?: boolean }): unknown;
  };
  export default osc;
}
