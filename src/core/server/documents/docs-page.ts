import { createHash } from 'node:crypto';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';
import { type Json, referencesIn } from './schemas.js';

const STYLE = `
:root { color-scheme: dark light; --stage: #11110f; --rise: #1a1a17; --ink: #f4f1ea; --ink-2: #b8b3a8; --hair: #2a2925; }
@media (prefers-color-scheme: light) { :root { --stage: #f3f3ef; --rise: #fff; --ink: #171714; --ink-2: #4c4a44; --hair: #dcdbd4; } }
body { margin: 0 auto; padding: 40px; max-width: 960px; background: var(--stage); color: var(--ink); font: 15px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 30px; } h2 { font-size: 22px; margin-top: 48px; } h3 { font-size: 17px; margin: 24px 0 4px; }
p, dt small { color: var(--ink-2); } a { color: inherit; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
section { border-top: 1px solid var(--hair); padding: 4px 0 12px; } details { margin: 4px 0; }
pre { background: var(--rise); padding: 12px; border-radius: 4px; overflow: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; } dd { margin: 0; }
`;

/** Both documents for people: one page without a script and without anything from elsewhere. */
export function docsPage(): Response {
  const style = createHash('sha256').update(STYLE).digest('base64');
  return new Response(html(openApiDocument(), asyncApiDocument()), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

function html(http: Json, socket: Json): string {
  const { info, paths, components } = http as { info: Json; paths: Record<string, Json>; components: Json };
  const { info: socketInfo, components: socketParts } = socket as {
    info: Json;
    components: { messages: Json; schemas: Json };
  };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>FretCoach bridge: HTTP and WebSocket</title>
<style>${STYLE}</style></head><body><main>
<h1>FretCoach bridge</h1>
<p>${escaped(info.description)} For programs: <a href="/openapi.json">openapi.json</a>, <a href="/asyncapi.json">asyncapi.json</a>.</p>
<h2>HTTP</h2>
${Object.entries(paths)
  .flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, call]) => callSection(verb, path, call as Json)),
  )
  .join('\n')}
<h2>WebSocket</h2>
<p>${escaped(socketInfo.description)}</p>
${Object.entries(socketParts.messages)
  .map(([name, message]) => messageSection(name, message as Json))
  .join('\n')}
<h2>Schemas</h2>
${Object.entries({ ...(components.schemas as Json), ...(socketParts.schemas as Json) })
  .map(([id, schema]) => schemaSection(id, schema as Json))
  .join('\n')}
</main></body></html>`;
}

function callSection(verb: string, path: string, call: Json): string {
  const {
    summary,
    description = '',
    parameters = [],
    requestBody,
    responses,
  } = call as {
    summary: string;
    description?: string;
    parameters?: readonly Json[];
    requestBody?: Json;
    responses: Json;
  };
  const body = requestBody ? `<dt>body</dt><dd>${linked(requestBody)}</dd>` : '';
  const rows = parameters.map(
    ({ name, in: place, schema }) =>
      `<dt><code>${escaped(name)}</code> <small>${escaped(place)}</small></dt><dd><code>${escaped(JSON.stringify(schema))}</code></dd>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) => `<dt>${escaped(status)}</dt><dd>${linked(answer)}</dd>`,
  );
  return `<section><h3><code>${verb.toUpperCase()} ${escaped(path)}</code></h3><p>${escaped(summary)}. ${escaped(description)}</p><dl>${rows.join('')}${body}${answers.join('')}</dl></section>`;
}

function messageSection(name: string, message: Json): string {
  return `<section><h3><code>${escaped(name)}</code></h3><p>${linked(message.payload)}</p></section>`;
}

function schemaSection(id: string, schema: Json): string {
  const text = escaped(JSON.stringify(schema, null, 2));
  return `<section id="${escaped(id)}"><details><summary><code>${escaped(id)}</code> ${escaped(schema.description)}</summary><pre>${text}</pre></details></section>`;
}

/** The schemas that a part of a document refers to, as links. */
function linked(part: unknown): string {
  const { description } = part as { description?: unknown };
  const links = [...new Set(referencesIn(part))]
    .map((id) => `<a href="#${escaped(id)}">${escaped(id)}</a>`)
    .join(', ');
  return `${description === undefined ? '' : `${escaped(description)} `}${links}`;
}

function escaped(text: unknown): string {
  return String(text ?? '').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
