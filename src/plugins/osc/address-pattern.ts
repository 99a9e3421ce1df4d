/** Longer patterns match nothing. */
export const MAX_PATTERN = 128;

/** Marks places in an address: `places[3]` is set when everything before its fourth character has been matched. */
type Places = Uint8Array;

/** One piece of a pattern: from the places reached so far to the places reached next, in one pass over the address. */
type Token = (address: string, reached: Places) => Places;

/** Whether an address asks for several others, as OSC 1.0 and 1.1 allow. */
export function isPattern(address: string): boolean {
  return /[*?[\]{}]|\/\//.test(address);
}

/**
 * Matches addresses against an OSC pattern: `*` and `?` within a part, `[a-z]`, `[!a-z]`, `{this,that}`, and `//`
 * for any number of parts (1.1). All ways through the pattern are followed at once, so that none takes more
 * than the pattern's length times the address's length.
 */
export function patternMatcher(pattern: string): (address: string) => boolean {
  const tokens = pattern.length > MAX_PATTERN ? null : tokenise(pattern);
  if (!tokens) return () => false;
  return (address) => {
    let reached: Places = new Uint8Array(address.length + 1);
    reached[0] = 1;
    for (const token of tokens) reached = token(address, reached);
    return reached[address.length] === 1;
  };
}

/** `null` when a bracket stays open. */
function tokenise(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const { token, length } = tokenAt(pattern, at);
    if (!token) return null;
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function tokenAt(pattern: string, at: number): { token: Token | null; length: number } {
  const char = pattern.charAt(at);
  if (char === '*') return { token: anyRun, length: 1 };
  if (char === '?') return { token: oneOf((each) => each !== '/'), length: 1 };
  if (pattern.startsWith('//', at)) return { token: anyParts, length: 2 };
  if (char !== '[' && char !== '{') return { token: oneOf((each) => each === char), length: 1 };
  const end = pattern.indexOf(char === '[' ? ']' : '}', at);
  const inside = pattern.slice(at + 1, end);
  const token = char === '[' ? oneOf(characterClass(inside)) : alternatives(inside.split(','));
  return { token: end < 0 ? null : token, length: inside.length + 2 };
}

const oneOf = (isWanted: (char: string) => boolean): Token =>
  eachReached((address, from, reach) => {
    if (from < address.length && isWanted(address.charAt(from))) reach(from + 1);
  });

const alternatives = (words: readonly string[]): Token =>
  eachReached((address, from, reach) => {
    for (const word of words) if (address.startsWith(word, from)) reach(from + word.length);
  });

function eachReached(step: (address: string, from: number, reach: (to: number) => void) => void): Token {
  return (address, reached) => {
    const next = new Uint8Array(reached.length);
    for (let from = 0; from < reached.length; from += 1) {
      if (reached[from]) step(address, from, (to) => next.fill(1, to, to + 1));
    }
    return next;
  };
}

const anyRun: Token = (address, reached) => {
  const next = new Uint8Array(reached.length);
  let isRunning = false;
  for (let place = 0; place < reached.length; place += 1) {
    isRunning ||= reached[place] === 1;
    if (isRunning) next[place] = 1;
    if (address.charAt(place) === '/') isRunning = false;
  }
  return next;
};

const anyParts: Token = (address, reached) => {
  const next = new Uint8Array(reached.length);
  let isRunning = false;
  for (let place = 0; place < address.length; place += 1) {
    if (address.charAt(place) !== '/') continue;
    isRunning ||= reached[place] === 1;
    if (isRunning) next[place + 1] = 1;
  }
  return next;
};

function characterClass(inside: string): (char: string) => boolean {
  const isNegated = inside.startsWith('!');
  const spans = [...inside.slice(isNegated ? 1 : 0).matchAll(/(.)-(.)|(.)/gsu)];
  return (char) => {
    const isListed = spans.some(([, low, high, single]) =>
      single === undefined
        ? low !== undefined && high !== undefined && char >= low && char <= high
        : char === single,
    );
    return char !== '/' && isListed !== isNegated;
  };
}
