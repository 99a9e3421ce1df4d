/** What helps: `wait`, `change` (the configuration or the request), `replug` (a device) or `report` (a fault of ours). */
export type Remedy = 'wait' | 'change' | 'replug' | 'report';

/** Every failure we name, and what helps against it. */
export const ERROR_REMEDIES = {
  'config.unreadable': 'change',
  'config.invalid': 'change',
  'plugin.config': 'change',
  'plugin.device-missing': 'replug',
  'plugin.device-busy': 'wait',
  'plugin.device-permission': 'change',
  'plugin.retryable': 'wait',
  'plugin.fatal': 'report',
  'plugin.not-found': 'change',
  'plugin.api-version': 'change',
  'plugin.start-timeout': 'wait',
  'plugin.delivery-timeout': 'wait',
  'music.unknown-scale': 'change',
  'music.unknown-tuning': 'change',
  'request.invalid': 'change',
  'request.unknown-method': 'change',
  'request.malformed': 'change',
  'request.unknown-path': 'change',
  'request.media-type': 'change',
  'request.too-large': 'change',
  'request.headers': 'change',
  'access.refused': 'change',
  'access.token-missing': 'change',
  'access.token-refused': 'change',
  'access.token-in-query': 'change',
  'access.scope': 'change',
  'access.too-many': 'wait',
  'session.unknown': 'change',
  'session.input-taken': 'change',
  'session.ambiguous': 'change',
  'server.port-busy': 'change',
  'server.address': 'change',
  'storage.unreachable': 'wait',
  'storage.newer-schema': 'change',
  'storage.data-dir-locked': 'change',
  'storage.data-dir': 'change',
  'storage.embedded': 'report',
  'storage.backup': 'change',
  'storage.closed': 'change',
  'audio.file': 'change',
  'midi.file': 'change',
} as const satisfies Record<string, Remedy>;

export type ErrorCode = keyof typeof ERROR_REMEDIES;

/** What anything that was thrown says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Says who, what happened and what to do next; the cause stays attached. */
export class BridgeError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  get remedy(): Remedy {
    return ERROR_REMEDIES[this.code];
  }
}

/** One fault in something a person wrote: where it is, and what was expected. */
export interface Fault {
  /** JSON pointer, such as `/strictness`. */
  readonly pointer: string;
  readonly message: string;
}

/** The configuration file cannot be used; carries every fault, not only the first. */
export class ConfigError extends BridgeError {
  constructor(
    message: string,
    readonly faults: readonly Fault[] = [],
    options?: ErrorOptions,
  ) {
    super(faults.length ? 'config.invalid' : 'config.unreadable', message, options);
  }
}

/** A request from outside cannot be met; carries every fault. */
export class RequestError extends BridgeError {
  constructor(
    code: Extract<ErrorCode, `request.${string}` | `session.${string}` | `music.${string}`>,
    message: string,
    readonly faults: readonly Fault[] = [],
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

/** Whoever asks may not: the place they ask from, their token or its scopes do not allow it. */
export class AccessError extends BridgeError {
  constructor(code: Extract<ErrorCode, `access.${string}`>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** The bridge's server cannot do its work. */
export class ServerError extends BridgeError {
  constructor(code: Extract<ErrorCode, `server.${string}`>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

export class StorageError extends BridgeError {
  constructor(code: Extract<ErrorCode, `storage.${string}`>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** What a plugin throws, or what the host says about it. Anything else a plugin throws counts as retryable. */
export class PluginError extends BridgeError {
  constructor(
    code: Extract<ErrorCode, `plugin.${string}` | `audio.${string}` | `midi.${string}`>,
    message: string,
    /** What the player can do, one sentence. */
    readonly hint: string | null = null,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

/** Trying again later may help. */
export class RetryableError extends PluginError {
  constructor(message: string, hint: string | null = null, options?: ErrorOptions) {
    super('plugin.retryable', message, hint, options);
  }
}

/** A device is missing, busy or forbidden: the instance waits as `needs-device`. */
export class DeviceError extends PluginError {
  constructor(
    readonly reason: 'missing' | 'busy' | 'permission',
    message: string,
    hint: string | null = null,
    options?: ErrorOptions,
  ) {
    super(`plugin.device-${reason}`, message, hint, options);
  }
}

/** The plugin's own configuration is wrong at `pointer`: the instance waits as `needs-config`. */
export class PluginConfigError extends PluginError {
  constructor(
    readonly pointer: string,
    message: string,
    hint: string | null = null,
    options?: ErrorOptions,
  ) {
    super('plugin.config', message, hint, options);
  }
}

/** No retry will help. */
export class FatalError extends PluginError {
  constructor(message: string, hint: string | null = null, options?: ErrorOptions) {
    super('plugin.fatal', message, hint, options);
  }
}
