import { expect, test } from 'vitest';
import type { InstanceSpec } from '../../../src/core/host/instance.js';
import { instanceChanges } from '../../../src/core/host/instance-changes.js';

const spec = (id: string, config: unknown = {}, rest: Partial<InstanceSpec> = {}): InstanceSpec => ({
  id,
  use: 'audio',
  enabled: true,
  required: false,
  config,
  ...rest,
});

test('the same configuration changes nothing, in whatever order', () => {
  const list = [spec('guitar', { gain: 1, notes: [1, 2] }), spec('lamp')];
  expect(instanceChanges(list, structuredClone(list).reverse())).toEqual({
    added: [],
    removed: [],
    changed: [],
  });
});

test('what is new, gone and different is told by name', () => {
  const before = [spec('guitar', { gain: 1 }), spec('lamp'), spec('pickup'), spec('daw')];
  const after = [
    spec('guitar', { gain: 2 }),
    spec('overlay'),
    spec('pickup', {}, { enabled: false }),
    spec('daw', {}, { use: 'osc' }),
  ];
  expect(instanceChanges(before, after)).toEqual({
    added: ['overlay'],
    removed: ['lamp'],
    changed: ['guitar', 'pickup', 'daw'],
  });
});
