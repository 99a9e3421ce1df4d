/** One argument as it stood on the wire. Numbers are finite; what could not be used is `null`. */
export interface OscArgument {
  /** The type tag, such as `i` or `f`; `[` for an array. */
  readonly type: string;
  readonly value: OscValue;
}

export type OscValue = number | string | boolean | null | Uint8Array | readonly OscArgument[];

/** NTP time: seconds since 1900 and a fraction in units of 2^-32. (0, 1) means now. */
export interface OscTimeTag {
  readonly seconds: number;
  readonly fraction: number;
}

export const NOW: OscTimeTag = { seconds: 0, fraction: 1 };

export interface OscMessage {
  readonly address: string;
  readonly args: readonly OscArgument[];
  /** Of the innermost bundle around it; `NOW` outside bundles. */
  readonly timeTag: OscTimeTag;
}

/** What can be wrong with a packet, or with a part of one. */
export type OscFault =
  | 'too-large'
  | 'not-osc'
  | 'hash-address'
  | 'too-deep'
  | 'bad-element'
  | 'unknown-type'
  | 'truncated'
  | 'not-finite'
  | 'too-many-arguments'
  | 'too-many-messages'
  | 'string-too-long';

/** Everything good that was found, and what was wrong with the rest. */
export interface OscDecoded {
  readonly messages: readonly OscMessage[];
  readonly faults: readonly OscFault[];
}
