import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Pictures and fonts are compressed already. */
const COMPRESSED: ReadonlySet<string> = new Set(['.png', '.woff2']);

interface Page {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  readonly isHashed: boolean;
  readonly isCompressible: boolean;
  /** Made when somebody asks for it first. */
  gzipped?: Uint8Array<ArrayBuffer>;
}

/** The built pages, all read at the start: what was not there then has no address, whatever dots a path has. */
export class Pages {
  private readonly pages: ReadonlyMap<string, Page>;

  constructor(folder: string) {
    this.pages = new Map(
      existsSync(folder) ? filesIn(folder).map((file) => [addressOf(folder, file), pageOf(file)]) : [],
    );
  }

  get isEmpty(): boolean {
    return this.pages.size === 0;
  }

  /** Names of the overlays, in the order of the alphabet. */
  get overlays(): readonly string[] {
    const names = [...this.pages.keys()].map((path) => /^\/overlay\/(\w+)$/.exec(path)?.[1]);
    return names.filter((name) => name !== undefined).sort();
  }

  /** `null` when there is no such page. */
  answer(request: Request, path: string): Response | null {
    const page = this.pages.get(path);
    if (!page) return null;
    const headers = headersOf(page, path, request.headers.get('host') ?? '');
    if (request.headers.get('if-none-match') === page.etag)
      return new Response(null, { status: 304, headers });
    const isGzip = page.isCompressible && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
    const bytes = isGzip ? gzippedOf(page) : page.bytes;
    const encoding = isGzip ? { 'content-encoding': 'gzip' } : {};
    const length = { 'content-length': String(bytes.length) };
    return new Response(bytes, { headers: { ...headers, ...encoding, ...length } });
  }
}

function gzippedOf(page: Page): Uint8Array<ArrayBuffer> {
  page.gzipped ??= new Uint8Array(gzipSync(page.bytes, { level: 9 }));
  return page.gzipped;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** `index.html` answers at its folder, and `overlay/note.html` at `/overlay/note`. */
function addressOf(folder: string, file: string): string {
  const path = `/${relative(folder, file).split(sep).join('/')}`;
  return path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '');
}

function pageOf(file: string): Page {
  const bytes = new Uint8Array(readFileSync(file));
  return {
    bytes,
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isCompressible: !COMPRESSED.has(extname(file)),
    isHashed: /[-.][\w-]{8}\.\w+$/.test(file) && file.includes(`${sep}assets${sep}`),
  };
}

function headersOf(page: Page, path: string, host: string): Record<string, string> {
  return {
    'content-type': page.type,
    etag: page.etag,
    ...(page.isCompressible ? { vary: 'accept-encoding' } : {}),
    'cache-control': page.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(page.type.startsWith('text/html') ? pageSecurity(path, host) : {}),
  };
}

/** Pages load nothing from elsewhere. Overlays may be restyled: OBS puts its custom CSS into the page. */
export function pageSecurity(path: string, host: string): Record<string, string> {
  const styles = path.startsWith('/overlay/') ? "'self' 'unsafe-inline'" : "'self'";
  const rules = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-src 'self'",
    `connect-src 'self'${/^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return {
    'content-security-policy': rules.join('; '),
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'microphone=(self), midi=(self), camera=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
