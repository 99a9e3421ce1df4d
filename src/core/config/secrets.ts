const SECRET_KEY = /token|password|passwd|secret|passphrase|api_?key|app_?key|client_?key|local_?key|^pass$/i;
const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)[^/@\s]+@/i;
const MASK = '********';

/** Whether a setting of this name holds something nobody else should read. */
export function isSecretKey(key: string | number | undefined): boolean {
  return typeof key === 'string' && SECRET_KEY.test(key);
}

/** A copy fit for every eye: secrets by name are masked, and so are user and password inside addresses. */
export function maskSecrets(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskSecrets(item, name)]));
  }
  const isScalar = typeof value === 'string' || typeof value === 'number';
  if (isScalar && isSecretKey(key) && !isReference(value)) return MASK;
  return typeof value === 'string' ? value.replace(CREDENTIALS, `$1${MASK}@`) : value;
}

/** A reference says where a secret lives, not what it is. */
function isReference(value: string | number): boolean {
  return /^\$\{(env:[A-Za-z0-9_]+(:\?[^}]*)?|file:[^}]*)\}$/.test(String(value));
}

/** New settings in which a mask stands for the secret that was there before. */
export function withSecretsKept(next: unknown, before: unknown): unknown {
  if (next === MASK) return before;
  if (Array.isArray(next)) return next.map((item, at) => withSecretsKept(item, below(before, at)));
  if (typeof next !== 'object' || next === null) return next;
  return Object.fromEntries(
    Object.entries(next).map(([key, item]) => [key, withSecretsKept(item, below(before, key))]),
  );
}

function below(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
