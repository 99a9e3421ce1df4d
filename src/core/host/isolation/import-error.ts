import { messageOf } from '../../errors.js';

/** Who looked for a missing module, and from where, tells an author nothing. */
export function reasonFor(cause: unknown): string {
  const line = messageOf(cause).split('\n', 1)[0] ?? '';
  return line.replace(/ imported from .*/, '').replace(/\.$/, '');
}

/** What helps where the file is there, but Node cannot run it. */
export function adviceFor(cause: unknown): string | null {
  const message = messageOf(cause);
  if (/outside a module|Unexpected token 'export'/.test(message))
    return 'Node takes it for CommonJS: put "type": "module" into the package.json above it, or let its name end in .mjs.';
  if (cause instanceof SyntaxError) return '`node --check FILE` shows the line.';
  const missing = /^Cannot find package '([^']+)'/.exec(message)?.[1];
  if (missing) return `Install it beside the configuration: npm install ${missing}`;
  if (/Unknown file extension "\.\w*ts"/.test(message))
    return 'Node runs JavaScript: compile it, and name the file that comes out.';
  return null;
}
