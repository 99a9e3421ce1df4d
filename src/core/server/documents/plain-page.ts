import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: dark light; --stage: #11110f; --rise: #1a1a17; --ink: #f4f1ea; --ink-2: #b8b3a8; --hair: #2a2925; }
@media (prefers-color-scheme: light) { :root { --stage: #f3f3ef; --rise: #fff; --ink: #171714; --ink-2: #4c4a44; --hair: #dcdbd4; } }
body { margin: 0 auto; padding: 40px; max-width: 960px; background: var(--stage); color: var(--ink); font: 15px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 30px; } h2 { font-size: 22px; margin-top: 48px; } h3 { font-size: 17px; margin: 24px 0 4px; }
p, dt small { color: var(--ink-2); } a { color: inherit; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
section { border-top: 1px solid var(--hair); padding: 4px 0 12px; } details { margin: 4px 0; }
code { overflow-wrap: anywhere; }
pre { background: var(--rise); padding: 12px; border-radius: 4px; overflow: auto; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 4px 16px; } dd { margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 8px; padding: 0; list-style: none; }
nav li a { display: block; padding: 8px 14px; border: 1px solid var(--hair); border-radius: 4px; background: var(--rise); text-decoration: none; }
nav li a:hover, nav li a:focus-visible { border-color: var(--ink-2); }
`;

/** A page without a script and without anything from elsewhere. `title` is text, `body` is HTML. */
export function plainPage(title: string, body: string, status = 200): Response {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>
${body}
</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${style}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** Text for HTML, in an element or a quoted attribute. */
export function escaped(text: unknown): string {
  return String(text ?? '').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
