import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';
import { escaped, plainPage } from './plain-page.js';
import { type Json, referencesIn } from './schemas.js';

/** Both documents for people: one page without a script and without anything from elsewhere. */
export function docsPage(): Response {
  return plainPage('FretCoach bridge: HTTP and WebSocket', body(openApiDocument(), asyncApiDocument()));
}

function body(http: Json, socket: Json): string {
  const { info, paths, components } = http as { info: Json; paths: Record<string, Json>; components: Json };
  const { info: socketInfo, components: socketParts } = socket as {
    info: Json;
    components: { messages: Json; schemas: Json };
  };
  return `<h1>FretCoach bridge</h1>
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
  .join('\n')}`;
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
