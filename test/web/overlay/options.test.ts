import { describe, expect, test } from 'vitest';
import { readOptions, WIDGETS } from '../../../web/overlay/options.js';

function options(address: string) {
  return readOptions(new URL(address, 'http://127.0.0.1:22100'));
}

describe('the address of an overlay', () => {
  test('names one widget', () => {
    expect(options('/overlay/tuner')).toMatchObject({ widgets: ['tuner'], isComposed: false });
  });

  test('or composes all, some, or all but some', () => {
    expect(options('/overlay/compose').widgets).toEqual(WIDGETS);
    expect(options('/overlay/compose?widget=note,tuner').widgets).toEqual(['note', 'tuner']);
    expect(options('/overlay/compose?hide=card,streak').widgets).toHaveLength(WIDGETS.length - 2);
  });

  test('has calm defaults', () => {
    expect(options('/overlay/note')).toMatchObject({
      theme: 'dark',
      palette: 'classic',
      isBare: false,
      isLefty: false,
      isCalm: false,
      demo: 'off',
      scale: 1,
      align: 'top-left',
      maxFps: 0,
      token: null,
    });
  });

  test('takes looks from the query', () => {
    const address =
      '/overlay/note?theme=light&palette=blue-orange&bg=none&lefty=1&calm=1&scale=1.5&align=bottom-right';
    expect(options(address)).toMatchObject({
      theme: 'light',
      palette: 'blue-orange',
      isBare: true,
      isLefty: true,
      isCalm: true,
      scale: 1.5,
      align: 'bottom-right',
    });
  });

  test('takes colours of the judgement, with or without #, instead of a palette', () => {
    expect(options('/overlay/note?palette=ff0000,%23ffff00,00FF00').stops).toEqual([
      '#ff0000',
      '#ffff00',
      '#00FF00',
    ]);
    for (const palette of ['classic', 'ff0000', 'red,green', 'f00,0f0', 'a,b,c,d,e,f', '']) {
      expect(options(`/overlay/note?palette=${palette}`)).toMatchObject({ stops: null, palette: 'classic' });
    }
  });

  test('takes another A and another tuning', () => {
    expect(options('/overlay/note')).toMatchObject({ a4: null, tuning: null });
    expect(options('/overlay/note?a4=442')).toMatchObject({ a4: 442 });
    expect(options('/overlay/note?a4=1000').a4).toBe(480);
    expect(options('/overlay/note?a4=high').a4).toBeNull();
    expect(options('/overlay/fretboard?tuning=drop+d').tuning).toBe('drop d');
  });

  test('takes secrets from the fragment only', () => {
    expect(options('/overlay/note#token=abc').token).toBe('abc');
    expect(options('/overlay/note?token=abc').token).toBeNull();
  });

  test('keeps to what makes sense when the address does not', () => {
    const address = '/overlay/note?theme=pink&scale=900&maxfps=-3&align=javascript&palette=__proto__';
    expect(options(address)).toMatchObject({
      theme: 'dark',
      scale: 4,
      maxFps: 0,
      align: 'top-left',
      palette: 'classic',
    });
    expect(options('/overlay/note?scale=abc').scale).toBe(1);
  });
});
