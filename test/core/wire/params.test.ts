import { describe, expect, test } from 'vitest';
import { identify, methods, subscriptionWish } from '../../../src/core/wire/index.js';

describe('what may be asked', () => {
  test('a practice may be started without any wish', () => {
    expect(methods['session.start'].params.parse({})).toEqual({});
  });

  test('every fault of a request is found, not only the first', () => {
    const { error } = methods['session.start'].params.safeParse({
      strictness: 2,
      sensitivity: 'high',
      a4: 100,
    });
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual(['strictness', 'sensitivity', 'a4']);
  });

  test('keys of the prototype are no wishes', () => {
    const params = methods['session.start'].params.parse(JSON.parse('{"__proto__": {"strictness": 1}}'));
    expect(params.strictness).toBeUndefined();
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  });

  test('a page has ten sessions unless more are asked for, as text or as a number', () => {
    const { params } = methods['sessions.list'];
    expect(params.parse({})).toEqual({ limit: 10 });
    expect(params.parse({ limit: '25' })).toEqual({ limit: 25 });
    expect(params.safeParse({ limit: 5000 }).success).toBe(false);
  });

  test.each([
    ['session.start', 'user_id'],
    ['sessions.list', 'user_id'],
    ['sessions.list', 'scale_name'],
    ['users.progress', 'user_id'],
    ['sessions.progress', 'scale_name'],
  ] as const)('%s takes no %s that a database cannot hold', (method, field) => {
    const { error } = methods[method].params.safeParse({ user_id: 'me', [field]: 'a\u0000b' });
    expect(error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });

  test('nobody hears more than 60 events a second by rate', () => {
    expect(subscriptionWish.safeParse({ topic: 'pitch', max_hz: 61 }).success).toBe(false);
  });

  test('a resumed client names only topics there are', () => {
    const resume = (last_seq: object) =>
      identify.safeParse({ type: 'identify', protocol: 1, client: 'test', resume: { epoch: 'e', last_seq } });
    expect(resume({ note: 7 }).success).toBe(true);
    expect(resume({ gossip: 7 }).success).toBe(false);
  });
});
