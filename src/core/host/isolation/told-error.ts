import {
  DeviceError,
  FatalError,
  messageOf,
  PluginConfigError,
  type PluginError,
  RetryableError,
} from '../../errors.js';

/** An error as it travels between processes. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly pointer: string;
}

/** Node says so when a process may not do something. */
const FORBIDDEN: readonly unknown[] = ['ERR_ACCESS_DENIED', 'ERR_DLOPEN_DISABLED'];
const HOW_TO_ASK = 'Its author has to list it under "permissions" in its definition.';

/** By its code, since a plugin may bring a copy of our classes of its own. */
export function toldError(error: unknown): ToldError {
  const { code, hint, pointer } = (error ?? {}) as Partial<Record<keyof ToldError, unknown>>;
  return {
    code: typeof code === 'string' ? code : '',
    message: messageOf(error),
    hint: typeof hint === 'string' ? hint : FORBIDDEN.includes(code) ? HOW_TO_ASK : null,
    pointer: typeof pointer === 'string' ? pointer : '',
  };
}

/** Whatever is none of the errors a plugin may throw counts as retryable. */
export function heardError({ code, message, hint, pointer }: ToldError): PluginError {
  const reason = (['missing', 'busy', 'permission'] as const).find((one) => code === `plugin.device-${one}`);
  if (reason) return new DeviceError(reason, message, hint);
  if (code === 'plugin.config') return new PluginConfigError(pointer, message, hint);
  if (code === 'plugin.fatal') return new FatalError(message, hint);
  return new RetryableError(message, hint);
}
