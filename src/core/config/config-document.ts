import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Fault } from '../errors.js';
import { type Path, pointerOf } from './path.js';

/** A fault and where in the file it is; both numbers count from 1. */
export interface ConfigFault extends Fault {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with one place, before it is known where in the text that place is. */
export interface Finding {
  readonly path: Path;
  /** Point at the name of the setting rather than at its value. */
  readonly atKey?: boolean;
  readonly message: string;
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'expected a name in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected }',
  CloseBracketExpected: 'expected ]',
  EndOfFileExpected: 'expected nothing more after the end',
  UnexpectedEndOfComment: 'this comment has no end',
  UnexpectedEndOfString: 'this text has no closing quote',
  UnexpectedEndOfNumber: 'this number breaks off',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'this escape is unknown; a backslash is written \\\\',
  InvalidCharacter: 'this character is not allowed here',
};

/** A configuration's text: comments and trailing commas are welcome, and every value knows where it stands. */
export class ConfigDocument {
  readonly faults: readonly ConfigFault[];
  /** Plain data; `undefined` for an empty text. */
  readonly value: unknown;
  private readonly root: Node | undefined;
  private readonly lineStarts: readonly number[];

  constructor(text: string) {
    const errors: ParseError[] = [];
    const clean = text.replace(/^\uFEFF/, '');
    this.root = parseTree(clean, errors, { allowTrailingComma: true, allowEmptyContent: true });
    this.lineStarts = [0, ...[...clean.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
    // Where several brackets are still open at the end, one sentence is enough.
    const firsts = errors.filter(({ offset }, index) => errors[index - 1]?.offset !== offset);
    this.faults = [
      ...firsts.map(({ error, offset }) =>
        this.fault([], offset, SYNTAX[printParseErrorCode(error)] ?? 'this is no JSON'),
      ),
      ...(this.root ? this.keyFaults(this.root, []) : []),
    ];
    this.value = this.root && dataOf(this.root);
  }

  /** Gives a finding its place; a setting that is not there stands where its neighbours do. */
  locate({ path, atKey = false, message }: Finding): ConfigFault {
    return this.fault(path, this.offsetOf(path, atKey), message);
  }

  private offsetOf(path: Path, atKey: boolean): number {
    if (!this.root) return 0;
    const node = findNodeAtLocation(this.root, [...path]);
    if (!node) return path.length > 0 ? this.offsetOf(path.slice(0, -1), true) : 0;
    return atKey && node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }

  private fault(path: Path, offset: number, message: string): ConfigFault {
    const line = this.lineStarts.findLastIndex((start) => start <= offset);
    const column = offset - (this.lineStarts[line] ?? 0) + 1;
    return { pointer: pointerOf(path), message, line: line + 1, column };
  }

  private keyFaults(node: Node, path: Path): ConfigFault[] {
    const seen = new Set<string>();
    return (node.children ?? []).flatMap((child, index) => {
      if (child.type !== 'property') return this.keyFaults(child, [...path, index]);
      const [key, value] = child.children ?? [];
      const name = String(key?.value);
      const here = [...path, name];
      const problem = seen.has(name)
        ? 'this key is given twice'
        : name === '__proto__'
          ? 'this key is not allowed'
          : '';
      seen.add(name);
      const below = value ? this.keyFaults(value, here) : [];
      return problem ? [this.fault(here, child.offset, problem), ...below] : below;
    });
  }
}

function dataOf(node: Node): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(dataOf);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    children.map(({ children: [key, value] = [] }) => [String(key?.value), value && dataOf(value)]),
  );
}
