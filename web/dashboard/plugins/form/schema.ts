/** The parts of JSON Schema that a form can be made of. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly default?: unknown;
  readonly description?: string;
  readonly title?: string;
  /** What people read for each choice, by what is written. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly unit?: string;
  readonly advanced?: boolean;
  /** `devices` of the plugin, or `tunings`. */
  readonly suggest?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}
