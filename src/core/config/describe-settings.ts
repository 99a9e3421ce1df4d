import type { ConfigSchema } from '../plugin/input-plugin.js';
import { expectation, type JsonSchema, jsonSchemaOf } from './json-schema.js';

/** One setting of a plugin, in words. */
export interface SettingDescription {
  readonly name: string;
  readonly expected: string;
  /** `null` when the setting has to be given, or has no default. */
  readonly defaultValue: string | null;
  readonly isRequired: boolean;
  readonly description: string;
}

/** Settings that belong together; a plugin with several forms has several of them. */
export interface SettingGroup {
  /** Such as `driver "wled"`; `null` for the only one. */
  readonly title: string | null;
  readonly settings: readonly SettingDescription[];
}

/** What a plugin may be told, for people; `null` where its schema does not describe itself. */
export function describeSettings(schema: ConfigSchema<unknown>): readonly SettingGroup[] | null {
  const described = jsonSchemaOf(schema);
  if (!described) return null;
  const forms = described.oneOf ?? described.anyOf ?? [described];
  return forms.map((form) => ({ title: titleOf(form), settings: settingsOf(form) }));
}

/** A form is told from the others by a setting with one possible value. */
function titleOf({ properties = {} }: JsonSchema): string | null {
  const fixed = Object.entries(properties).find(([, { const: constant }]) => constant !== undefined);
  return fixed ? `${fixed[0]} ${JSON.stringify(fixed[1].const)}` : null;
}

function settingsOf({ properties = {}, required }: JsonSchema): SettingDescription[] {
  const needed = Array.isArray(required) ? required : [];
  const open = Object.entries(properties).filter(([, { const: constant }]) => constant === undefined);
  return open.map(([name, schema]) => ({
    name,
    expected: expectation([schema]),
    defaultValue: schema.default === undefined ? null : JSON.stringify(schema.default),
    isRequired: needed.includes(name),
    description: typeof schema.description === 'string' ? schema.description : '',
  }));
}
