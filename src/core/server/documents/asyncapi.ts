import {
  CLOSE_CODES,
  clientMessages,
  event,
  SUBPROTOCOL,
  serverMessages,
  snapshot,
  TOPICS,
  topicSchemas,
} from '../../wire/index.js';
import { CONTRACT_VERSION } from './openapi.js';
import { type Json, refTo, schemasFor } from './schemas.js';

const MESSAGES = '#/components/messages/';
const CHANNEL = '#/channels/ws';

/** Every message of the WebSocket, as AsyncAPI 3.0. */
export function asyncApiDocument(): Json {
  const fromClient = Object.keys(clientMessages).map((type) => `client.${type}`);
  const fromServer = [
    ...Object.keys(serverMessages)
      .filter((type) => type !== 'event' && type !== 'snapshot')
      .map((type) => `server.${type}`),
    ...TOPICS.flatMap((topic) => [`server.snapshot.${topic}`, `server.event.${topic}`]),
  ];
  const messages = allMessages();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'FretCoach bridge, WebSocket',
      version: CONTRACT_VERSION,
      description: `Subprotocol ${SUBPROTOCOL}. The bridge says hello, the client identifies itself within 5 s, the bridge says ready. Unknown fields are ignored. Close codes: ${closeCodes()}.`,
      license: { name: 'GPL-3.0-or-later' },
    },
    defaultContentType: 'application/json',
    servers: { local: { host: '127.0.0.1:22100', protocol: 'ws' } },
    channels: { ws: { address: '/ws', messages: references([...fromClient, ...fromServer], MESSAGES) } },
    operations: {
      listen: { action: 'receive', channel: { $ref: CHANNEL }, messages: inChannel(fromClient) },
      tell: { action: 'send', channel: { $ref: CHANNEL }, messages: inChannel(fromServer) },
    },
    components: { messages, schemas: schemasFor(messages) },
  };
}

function closeCodes(): string {
  return Object.entries(CLOSE_CODES)
    .map(([reason, code]) => `${code} ${reason}`)
    .join(', ');
}

function references(names: readonly string[], home: string): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `${home}${name}` }]));
}

function inChannel(names: readonly string[]): Json[] {
  return names.map((name) => ({ $ref: `${CHANNEL}/messages/${name}` }));
}

function allMessages(): Json {
  const { event: _event, snapshot: _snapshot, ...plain } = serverMessages;
  return Object.fromEntries([
    ...Object.entries(clientMessages).map(([type, schema]) => [
      `client.${type}`,
      messageOf(type, refTo(schema)),
    ]),
    ...Object.entries(plain).map(([type, schema]) => [`server.${type}`, messageOf(type, refTo(schema))]),
    ...TOPICS.flatMap((topic) => {
      const data = refTo(topicSchemas[topic]);
      return [
        [`server.snapshot.${topic}`, topicMessage('snapshot', topic, { anyOf: [data, { type: 'null' }] })],
        [`server.event.${topic}`, topicMessage('event', topic, data)],
      ];
    }),
  ]);
}

function topicMessage(type: 'snapshot' | 'event', topic: string, data: Json): Json {
  const base = refTo(type === 'event' ? event : snapshot);
  const own = { type: 'object', properties: { topic: { const: topic }, data } };
  return messageOf(`${type} of ${topic}`, { allOf: [base, own] });
}

function messageOf(title: string, payload: Json): Json {
  return { name: title, title, payload };
}
