import { expect, test } from 'vitest';
import { z } from 'zod';
import { fileSchema } from '../../../src/core/config/index.js';

const lamp = { name: 'smart-bulb', config: z.strictObject({ host: z.string() }) };
const opaque = { name: 'pedal', config: { parse: (raw: unknown) => raw } };

test('an editor learns every setting, and those of each plugin behind its name', () => {
  const schema = JSON.parse(JSON.stringify(fileSchema([lamp, opaque])));
  expect(Object.keys(schema.properties)).toEqual(['$schema', 'bridge', 'session', 'plugins']);
  expect(schema.properties.session.properties.strictness).toMatchObject({
    minimum: 0,
    maximum: 1,
    default: 0.5,
  });
  const entry = schema.properties.plugins.additionalProperties;
  expect(entry.properties.use.examples).toEqual(['smart-bulb']);
  expect(entry.allOf).toEqual([
    {
      if: { properties: { use: { const: 'smart-bulb' } }, required: ['use'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: {
        properties: {
          config: {
            type: 'object',
            properties: { host: { type: 'string' } },
            required: ['host'],
            additionalProperties: false,
          },
        },
      },
    },
  ]);
});

test('settings with a default may be left out', () => {
  const schema = JSON.parse(JSON.stringify(fileSchema([])));
  expect(schema.required).toBeUndefined();
  expect(schema.properties.plugins.additionalProperties.required).toEqual(['use']);
});
