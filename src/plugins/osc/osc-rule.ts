import { z } from 'zod';

/** What an argument, or a number in the address, can mean. */
export const PICKS = [
  /** Anything; not read. */
  '_',
  /** Frequency in hertz; zero and below is silence. */
  'hz',
  /** Note number with fractions, 69 is A4; zero and below is silence. */
  'midi',
  /** An int runs to 127, a float to 1; 0 ends the note. */
  'velocity',
  /** 0 to 1 and 0 to 127, whatever the type. */
  'vel01',
  'vel127',
  /** 1 is the highest string, 0 is unknown. */
  'string',
  'semitones',
  /** How sure the sender is, 0 to 1. */
  'confidence',
  /** Level: in dBFS, as a decibel scale that ends at 100, or as amplitude up to 1. */
  'level',
  'env',
  'amp',
  'tempo',
  'beat',
  'bar',
  /** Beats since the song began, from 0. */
  'song-beat',
  /** Above zero: the transport runs, or stands. */
  'playing',
  'stopped',
  /** Bar and beat as text, such as `3.2.00` or `003|02|0000`. */
  'position',
  /** Four bytes of MIDI. */
  'message',
  /** A button or fader, 0 to 1; a press is the way up through one half. */
  'press',
  'value',
] as const;
export type Pick = (typeof PICKS)[number];

/** What a message becomes. */
export const MEANINGS = [
  'note',
  'note-off',
  /** Onset and pitch of a source that plays one note at a time and never says when it ends. */
  'mono-note',
  'mono-onset',
  'pitch',
  'bend',
  'onset',
  'level',
  'midi',
  'transport',
  'command',
  'ping',
] as const;
export type Meaning = (typeof MEANINGS)[number];

const MEANING_LABELS: Readonly<Record<Meaning, string>> = {
  note: 'A note',
  'note-off': 'The end of a note',
  'mono-note': 'A note of a single voice',
  'mono-onset': 'An onset of a single voice',
  pitch: 'A pitch',
  bend: 'A bend',
  onset: 'An onset',
  level: 'A level',
  midi: 'Bytes of MIDI',
  transport: 'Tempo and place in the song',
  command: 'A command',
  ping: 'A sign of life',
};

const CALL_LABELS = {
  'session.start': 'Starts a practice',
  'session.stop': 'Stops the practice',
  'session.toggle': 'Starts or stops',
};

const part = '[A-Za-z0-9_.:~@+-]+';
const ADDRESS = new RegExp(`^(/(${part}|(${part})?\\{[a-z0-9_]+\\}))+$`);
const pick = z.enum(PICKS);
const argument = z
  .enum([...PICKS, ...PICKS.map((each) => `${each}?` as const)])
  .meta({ description: 'What the argument means; "?" behind it says that it may be missing.' });

/** One line of an address map: which messages it takes, and what they mean. */
export const oscRule = z
  .strictObject({
    address: z
      .string()
      .max(128)
      .regex(ADDRESS, 'Expected an address such as /my/pitch or /string/{string}/note')
      .meta({
        title: 'Address',
        description: 'Where the message goes; {string} stands for a number in the address.',
      }),
    as: z
      .enum(MEANINGS)
      .meta({ title: 'Means', labels: MEANING_LABELS, description: 'What the message is.' }),
    args: z
      .array(argument)
      .max(32)
      .default([])
      .meta({ title: 'Arguments', description: 'What each argument means, in order.' }),
    gate: z
      .partialRecord(pick, z.number())
      .default({})
      .meta({ title: 'Gates', description: 'Least values; a pitch below one of them is silence.' }),
    call: z
      .enum(['session.start', 'session.stop', 'session.toggle'])
      .optional()
      .meta({ title: 'Does', labels: CALL_LABELS, description: 'What a command does.' }),
  })
  .superRefine(({ address, as, args, gate, call }, context) => {
    const captured = [...address.matchAll(/\{([a-z0-9_]+)\}/g)].map(([, name]) => name ?? '');
    for (const name of captured.filter((each) => !(PICKS as readonly string[]).includes(each))) {
      context.addIssue({
        code: 'custom',
        path: ['address'],
        message: `{${name}} is none of ${PICKS.join(', ')}`,
      });
    }
    const known = new Set([...captured, ...args.map((each) => each.replace('?', ''))]);
    const missing = NEEDS[as].filter((each) => !each.some((name) => known.has(name)));
    for (const each of missing) {
      context.addIssue({ code: 'custom', path: ['args'], message: `${as} needs ${each.join(' or ')}` });
    }
    for (const name of Object.keys(gate).filter((each) => !known.has(each))) {
      context.addIssue({ code: 'custom', path: ['gate', name], message: `No argument is called ${name}` });
    }
    if ((as === 'command') !== (call !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['call'],
        message: 'A command, and only a command, says what to call',
      });
    }
  });

export type OscRule = z.output<typeof oscRule>;
export type OscRuleText = z.input<typeof oscRule>;

const PITCH: readonly Pick[] = ['hz', 'midi'];
const NEEDS: Readonly<Record<Meaning, readonly (readonly Pick[])[]>> = {
  note: [PITCH],
  'note-off': [PITCH],
  'mono-note': [PITCH],
  'mono-onset': [],
  pitch: [PITCH],
  bend: [['string'], ['semitones']],
  onset: [],
  level: [['level', 'env', 'amp']],
  midi: [['message']],
  transport: [['tempo', 'beat', 'bar', 'song-beat', 'playing', 'stopped', 'position']],
  command: [],
  ping: [],
};
