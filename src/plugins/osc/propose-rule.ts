import { type Meaning, type OscRuleText, oscRule, type Pick } from './osc-rule.js';
import type { OscArgument, OscMessage } from './osc-types.js';

/** What addresses say about their messages, the surest first. */
const HINTS: readonly { readonly name: RegExp; readonly as: Meaning }[] = [
  { name: /note_?off/i, as: 'note-off' },
  { name: /onset|attack|trigger|hit/i, as: 'onset' },
  { name: /bend/i, as: 'bend' },
  { name: /pitch|freq|hz|f0/i, as: 'pitch' },
  { name: /note|key/i, as: 'note' },
  { name: /tempo|bpm/i, as: 'transport' },
  { name: /beat|bar|position|play|stop/i, as: 'transport' },
  { name: /level|meter|vu|amp|env|rms|gain/i, as: 'level' },
];

/** Proposes a rule for a message that none takes; `null` when its address gives no hint and its values fit nothing. */
export function proposeRule({ address, args }: OscMessage): OscRuleText | null {
  const as = HINTS.find(({ name }) => name.test(address))?.as ?? meaningOf(args);
  const picks = as === null ? null : PROPOSERS[as]?.(args, address);
  if (as === null || !picks) return null;
  const rule: OscRuleText = { address, as, args: [...picks] };
  return oscRule.safeParse(rule).success ? rule : null;
}

/** A lone number that could be a guitar's frequency. */
function meaningOf(args: readonly OscArgument[]): Meaning | null {
  return args.length > 0 && isBetween(args[0], 128, 2000) ? 'pitch' : null;
}

type Propose = (args: readonly OscArgument[], address: string) => readonly Pick[] | null;

const PROPOSERS: Readonly<Partial<Record<Meaning, Propose>>> = {
  note: (args) => {
    if (args.length === 2) return [pitchPick(args[0]), 'velocity'];
    return args.length >= 3 ? ['string', pitchPick(args[1]), 'velocity'] : null;
  },
  'note-off': (args) =>
    args.length > 1 ? ['string', pitchPick(args[1])] : args.length === 1 ? [pitchPick(args[0])] : null,
  pitch: (args) => {
    if (args.length === 0) return null;
    const confidence: Pick[] = isBetween(args[1], 0, 1) ? ['confidence'] : [];
    return [pitchPick(args[0]), ...confidence];
  },
  bend: (args) => (args.length === 2 ? ['string', 'semitones'] : null),
  onset: (args) => (isBetween(args[0], 0, 1) ? ['amp'] : []),
  level: (args) => {
    if (args.length === 0) return null;
    if (isBetween(args.at(-1), 0, 1)) return [...args.slice(1).map(() => '_' as const), 'amp'];
    return [...args.slice(1).map(() => '_' as const), isBetween(args.at(-1), 1, 200) ? 'env' : 'level'];
  },
  transport: (args, address) => {
    if (args.length !== 1) return null;
    if (typeof args[0]?.value === 'string') return ['position'];
    if (/tempo|bpm/i.test(address)) return ['tempo'];
    if (/stop/i.test(address)) return ['stopped'];
    return /play/i.test(address) ? ['playing'] : ['beat'];
  },
};

/** Notes end at 127; what lies higher is a frequency, and fractions below it are more often notes. */
function pitchPick(argument: OscArgument | undefined): Pick {
  return isBetween(argument, 128, 20_000) ? 'hz' : 'midi';
}

function isBetween(argument: OscArgument | undefined, low: number, high: number): boolean {
  return typeof argument?.value === 'number' && argument.value >= low && argument.value <= high;
}
