import { describe, expect, test } from 'vitest';
import { BUILT_IN_PLUGINS } from '../../../src/built-in-plugins.js';
import { jsonSchemaOf } from '../../../src/core/config/json-schema.js';
import { lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import { clockOffset, heardAt } from '../../../web/dashboard/plugins/calibration/clicks.js';
import { checkAll, checkValue, visibleFields } from '../../../web/dashboard/plugins/form/check.js';
import { type Field, variantOf } from '../../../web/dashboard/plugins/form/field.js';
import { fieldOf, formOf } from '../../../web/dashboard/plugins/form/fields.js';
import { placed, withValue } from '../../../web/dashboard/plugins/form/place.js';
import type { Schema } from '../../../web/dashboard/plugins/form/schema.js';
import { switched } from '../../../web/dashboard/plugins/form/switch-variant.js';

const lamp = formOf(jsonSchemaOf(lampConfig) as Schema) as Extract<Field, { kind: 'one-of' }>;
const at = (key: string, schema: Schema) => fieldOf(schema, { path: [key], isRequired: false });
const WIZ = { driver: 'wiz', host: '192.168.1.40' };

describe('a form made from a schema', () => {
  test('asks a lamp for its driver first, then for what that driver needs', () => {
    const names = (driver: string) => visibleFields(lamp, { driver }).map(({ pointer }) => pointer);
    expect(lamp.label).toBe('Kind of lamp');
    expect(lamp.variants.map(({ label }) => label)).toContain('WiZ');
    expect(names('wiz')).toEqual(['/driver', '/host', '/port', '/palette', '/brightness', '/calm']);
    expect(names('home-assistant').slice(0, 4)).toEqual(['/driver', '/url', '/token', '/entity']);
    expect(names('none of them')).toEqual(['/driver']);
  });

  test('keeps what two drivers have in common', () => {
    const wled = lamp.variants.find(({ name }) => name === 'wled');
    expect(wled && switched(lamp, wled, { ...WIZ, calm: true })).toEqual({
      driver: 'wled',
      host: '192.168.1.40',
      calm: true,
    });
  });

  test('hides secrets, shows defaults, and takes its words from the schema', () => {
    expect(at('password', { type: 'string' })).toMatchObject({ kind: 'text', isSecret: true });
    const latency = { type: 'number', title: 'Latency', unit: 'ms', default: 5, minimum: 0, advanced: true };
    expect(at('latency_ms', latency)).toMatchObject({
      label: 'Latency',
      unit: 'ms',
      isAdvanced: true,
      usual: '5',
      min: 0,
      max: Infinity,
    });
    expect(at('min_velocity', { type: 'number' }).label).toBe('Min velocity');
    expect(at('over', { enum: ['udp', 'tcp'], labels: { udp: 'UDP' } })).toMatchObject({
      options: [
        { value: 'udp', label: 'UDP' },
        { value: 'tcp', label: 'tcp' },
      ],
    });
  });

  test('leaves a field empty where nothing is the usual case, and offers none elsewhere', () => {
    const anyOf = [{ type: 'integer' }, { type: 'null' }];
    expect(at('port', { anyOf, default: null }).kind).toBe('number');
    const port = at('port', { anyOf, default: 22101 });
    expect(port.kind === 'one-of' && variantOf(port, null)?.label).toBe('none');
    expect(port.kind === 'one-of' && variantOf(port, undefined)?.label).toBe('a number');
    // The default need not be typed again.
    expect([...checkAll(port, {})]).toEqual([]);
  });

  test('tells words from objects by what they hold', () => {
    const file = { type: 'object', properties: { file: { type: 'string' } }, required: ['file'] };
    const source = at('source', { anyOf: [{ enum: ['auto', 'demo'] }, file], default: 'auto' });
    if (source.kind !== 'one-of') throw new Error('a source is one of several');
    expect(source.variants.map(({ name }) => name)).toEqual(['auto', 'demo', 'file']);
    expect(variantOf(source, undefined)?.name).toBe('auto');
    expect(variantOf(source, { file: 'riff.wav' })?.name).toBe('file');
  });

  test.each<[Schema, Field['kind']]>([
    [{ type: 'boolean' }, 'switch'],
    [{ enum: ['a', 'b'], type: 'string' }, 'choice'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }, 'checks'],
    [{ type: 'array', items: { type: 'string' } }, 'list'],
    [{ type: 'array', items: { type: 'object', properties: {} } }, 'rows'],
    [{ type: 'object', properties: {} }, 'group'],
    [{ type: 'object' }, 'json'],
    [{}, 'json'],
  ])('makes of %j a %s', (schema, kind) => {
    expect(at('it', schema).kind).toBe(kind);
  });
});

/** Every setting below a schema that has no title, and every choice without a label; long lists are written, not chosen from. */
function nameless(schema: Schema, where: string): string[] {
  const { properties = {}, items, labels = {} } = schema;
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const written = [
    ...(schema.enum ?? []),
    ...(items?.enum?.length && items.enum.length <= 12 ? items.enum : []),
    ...choices.flatMap((one) => one.enum ?? []),
  ];
  const settings = Object.entries(properties).filter(([, one]) => one.const === undefined);
  return [
    ...settings.flatMap(([key, one]) => (one.title ? [] : [`${where}.${key}`])),
    ...written.filter((one) => !items?.labels && !(String(one) in labels)).map((one) => `${where} ${one}`),
    ...settings.flatMap(([key, one]) => nameless(one, `${where}.${key}`)),
    ...choices.filter(({ enum: values }) => !values).flatMap((one) => nameless(one, where)),
    ...(items?.properties ? nameless(items, where) : []),
  ];
}

test.each(Object.entries(BUILT_IN_PLUGINS))(
  'every setting of %s has a title, and every choice a label',
  async (name, load) => {
    const { input, output } = await load();
    const schema = jsonSchemaOf((input ?? output)?.config as never) as Schema;
    expect(nameless(schema, name)).toEqual([]);
  },
);

describe('simple limits', () => {
  const share = at('share', { type: 'number', minimum: 0, maximum: 1 });
  const percent = at('brightness', { type: 'number', unit: '%', minimum: 0.1, maximum: 1, default: 1 });
  test.each([
    [share, '1x', 'Not a number. For example 0.'],
    [percent, 'x', 'Not a number. For example 100.'],
    [percent, 0.05, 'From 10 to 100.'],
    [percent, 0.29, null],
    [share, 2, 'From 0 to 1.'],
    [share, 0.5, null],
    [share, undefined, null],
    [share, '$' + '{env:SHARE}', null],
    [at('n', { type: 'integer', minimum: 1 }), 1.5, 'A whole number is needed. For example 1.'],
    [at('n', { type: 'number', exclusiveMinimum: 0 }), 0, 'More than 0 is needed.'],
    [at('path', { type: 'string', pattern: '^/' }), 'ws', 'This does not have the form that is needed.'],
  ])('of %o for %j: %s', (field, value, said) => {
    expect(checkValue(field, value)).toBe(said);
  });

  test('are told for every field that can be seen', () => {
    expect([...checkAll(lamp, { driver: 'wiz', port: 0 })]).toEqual([
      ['/host', 'This is needed.'],
      ['/port', 'From 1 to 65535.'],
    ]);
  });
});

describe('faults of the bridge', () => {
  test('stand at their field, or at the nearest that holds it', () => {
    const { atField, elsewhere } = placed(
      [
        { pointer: '/host', message: 'expected an address' },
        { pointer: '/palette/0/at', message: 'From 0 to 1.' },
        { pointer: '/bridge/http', message: 'the port is taken' },
      ],
      ['/driver', '/host', '/palette'],
    );
    expect([...atField]).toEqual([
      ['/host', 'Expected an address.'],
      ['/palette', 'From 0 to 1.'],
    ]);
    expect(elsewhere).toEqual(['The port is taken.']);
  });

  test('are not put at a field whose name only begins alike', () => {
    expect(placed([{ pointer: '/host_name', message: 'no' }], ['/host']).elsewhere).toEqual(['No.']);
  });
});

test('a changed setting leaves the others, and an emptied one is left out', () => {
  expect(withValue(WIZ, ['port'], 7)).toEqual({ ...WIZ, port: 7 });
  expect(withValue(WIZ, ['host'], undefined)).toEqual({ driver: 'wiz' });
  expect(withValue({ targets: [{ port: 1 }, { port: 2 }] }, ['targets', 1, 'port'], 3)).toEqual({
    targets: [{ port: 1 }, { port: 3 }],
  });
});

test('clicks are told on the clock of the bridge, by its quickest answer', () => {
  const readings = [
    { asked: 100, answered: 140, bridge: 1100 },
    { asked: 200, answered: 202, bridge: 1201 },
  ];
  expect(clockOffset(readings)).toBe(1000);
  const heard = heardAt(2, { contextTime: 12, performanceTime: 20_000 });
  expect(heard).toHaveLength(16);
  expect(heard[0]).toBeCloseTo(10_000);
  expect(heard[1]).toBeCloseTo(10_600);
});
