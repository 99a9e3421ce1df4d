import { isPattern, patternMatcher } from './address-pattern.js';
import type { OscRule } from './osc-rule.js';
import type { OscArgument } from './osc-types.js';

export interface RuleMatch {
  readonly rule: OscRule;
  /** Numbers found in the address. */
  readonly captures: readonly OscArgument[];
}

/** Which rule takes a message. Of several rules for one address, the first counts. */
export class AddressMap {
  private readonly byAddress = new Map<string, OscRule>();
  private readonly captured: { readonly rule: OscRule; readonly form: RegExp }[] = [];

  constructor(rules: readonly OscRule[]) {
    for (const rule of rules) {
      if (rule.address.includes('{')) this.captured.push({ rule, form: formOf(rule.address) });
      else if (!this.byAddress.has(rule.address)) this.byAddress.set(rule.address, rule);
    }
  }

  /** Usually one; several when the sender asks for several addresses with a pattern. */
  matching(address: string): readonly RuleMatch[] {
    if (isPattern(address)) return this.asked(address);
    const rule = this.byAddress.get(address);
    return rule ? [{ rule, captures: [] }] : this.withNumbers(address);
  }

  /** Rules with numbers in their address are not asked for by patterns: nobody could say which numbers. */
  private asked(pattern: string): readonly RuleMatch[] {
    const isWanted = patternMatcher(pattern);
    const rules = [...this.byAddress].filter(([address]) => isWanted(address));
    return rules.map(([, rule]) => ({ rule, captures: [] }));
  }

  private withNumbers(address: string): readonly RuleMatch[] {
    for (const { rule, form } of this.captured) {
      const numbers = form.exec(address)?.slice(1);
      if (numbers) return [{ rule, captures: numbers.map((text) => ({ type: 'i', value: Number(text) })) }];
    }
    return [];
  }
}

function formOf(address: string): RegExp {
  const literal = address.split(/\{[^}]+\}/).map((text) => text.replace(/[.+]/g, '\\$&'));
  return new RegExp(`^${literal.join('(-?\\d{1,6})')}$`);
}
