import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineInput, type InputPlugin } from '../../../../src/core/plugin/input-plugin.js';
import { defineOutput, type OutputPlugin } from '../../../../src/core/plugin/output-plugin.js';
import { inputContract, outputContract } from '../../../../src/core/plugin/testing/index.js';

const strict = z.strictObject({});

/** Titles of the promises that a plugin breaks. */
async function broken(cases: ReturnType<typeof inputContract>): Promise<string[]> {
  const titles: string[] = [];
  for (const { title, run } of cases) await run().catch(() => titles.push(title));
  return titles;
}

function metronome(stop: (undo: () => void) => void, config: z.ZodType = strict) {
  const plugin = defineInput({
    name: 'metronome',
    config,
    create({ clock }) {
      let undo = () => {};
      return {
        start() {
          undo = clock.every(500, () => {});
        },
        stop: () => stop(undo),
      };
    },
  });
  return inputContract({ plugin: plugin as unknown as InputPlugin<never>, config: {} });
}

describe('the contract of plugins', () => {
  test('is kept by a plugin that tidies up', async () => {
    expect(await broken(metronome((undo) => undo()))).toEqual([]);
  });

  test('is broken by a timer that goes on', async () => {
    expect(await broken(metronome(() => {}))).toContain('leaves nothing behind when it stops');
  });

  test('is broken by a second stop that throws', async () => {
    let stops = 0;
    const moody = metronome((undo) => {
      undo();
      if (++stops > 1) throw new Error('stopped already');
    });
    expect(await broken(moody)).toContain('may be stopped twice');
  });

  test('is broken by a configuration that swallows typing mistakes', async () => {
    expect(await broken(metronome((undo) => undo(), z.object({})))).toEqual([
      'refuses settings it does not know',
    ]);
  });

  test('is broken by an output that chokes on a flood', async () => {
    let shown = 0;
    const plugin = defineOutput({
      name: 'frail',
      config: strict,
      create: () => ({
        start() {},
        stop() {},
        deliver() {
          if (++shown > 100) throw new Error('too much');
        },
      }),
    });
    const cases = outputContract({ plugin: plugin as unknown as OutputPlugin<never>, config: {} });
    expect(await broken(cases)).toEqual(['takes a flood of feedback without throwing']);
  });
});
