import { messageOf, PluginConfigError } from '../errors.js';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a schema refused, in one sentence: zod's issues, or any other schema's own words. */
export function settingsFault(cause: unknown): PluginConfigError {
  const issues = (cause as { readonly issues?: readonly Issue[] } | null)?.issues;
  const message = issues?.map(inWords).join('; ') ?? messageOf(cause);
  const hint = 'Mend it in the configuration; `fretcoach config check` says where.';
  return new PluginConfigError('', message, hint, { cause });
}

function inWords({ path, message }: Issue): string {
  return `${path.map(String).join('.') || 'config'}: ${message}`;
}
