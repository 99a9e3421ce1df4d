import { type Field, variantOf } from './field.js';
import { enlarged, fieldOf } from './fields.js';
import { valueAt } from './place.js';

/** What is wrong with a value as far as a page can tell; the bridge checks all of it. */
export function checkValue(field: Field, value: unknown): string | null {
  if (value === undefined || value === '') return field.isRequired ? 'This is needed.' : null;
  if (isReference(value)) return null;
  if (field.kind === 'number') return checkNumber(field, value);
  if (field.kind === 'text') return checkText(field, String(value));
  if (field.kind === 'json')
    return typeof value === 'string' ? 'This is no JSON. For example [] or {}.' : null;
  return null;
}

/** Settings may stand in the environment or in a file: `${env:LAMP_TOKEN}`. */
function isReference(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('${');
}

function checkNumber(field: Extract<Field, { kind: 'number' }>, value: unknown): string | null {
  const { min, max, above, below, isWhole, usual, times } = field;
  const said = (limit: number) => enlarged(limit, times);
  const example = usual || said(Number.isFinite(min) ? min : 1);
  if (typeof value !== 'number') return `Not a number. For example ${example}.`;
  if (isWhole && !Number.isInteger(value)) return `A whole number is needed. For example ${example}.`;
  if (value <= above) return `More than ${said(above)} is needed.`;
  if (value >= below) return `Less than ${said(below)} is needed.`;
  if (value >= min && value <= max) return null;
  if (max === Infinity) return `${said(min)} is the least.`;
  return min === -Infinity ? `${said(max)} is the most.` : `From ${said(min)} to ${said(max)}.`;
}

function checkText(field: Extract<Field, { kind: 'text' }>, text: string): string | null {
  const { least, most, pattern } = field;
  if (text.length < least) return `At least ${least} characters are needed.`;
  if (text.length > most) return `At most ${most} characters fit.`;
  return pattern && !new RegExp(pattern, 'i').test(text)
    ? 'This does not have the form that is needed.'
    : null;
}

/** Every control that can be seen, in order, with the value it shows. */
export function visibleFields(field: Field, settings: unknown): readonly Field[] {
  const below = (fields: readonly Field[]) => fields.flatMap((one) => visibleFields(one, settings));
  const value = valueAt(settings, field.path);
  if (field.kind === 'group') return below(field.fields);
  if (field.kind === 'one-of') return [field, ...below(variantOf(field, value)?.fields ?? [])];
  if (field.kind === 'rows') return [field, ...below(rowsOf(field, value))];
  return [field];
}

export function rowsOf(field: Extract<Field, { kind: 'rows' }>, value: unknown): readonly Field[] {
  const items = Array.isArray(value) ? value : [];
  return items.map((_, at) => fieldOf(field.item, { path: [...field.path, at], isRequired: true }));
}

/** Everything a page can tell to be wrong, by pointer. */
export function checkAll(form: Field, settings: unknown): ReadonlyMap<string, string> {
  const found = visibleFields(form, settings).flatMap((field): [string, string][] => {
    if (field.kind === 'one-of') return [];
    const fault = checkValue(field, valueAt(settings, field.path));
    return fault ? [[field.pointer, fault]] : [];
  });
  return new Map(found);
}
