import { z } from 'zod';

/** Schemas with a public name; the documents refer to them by it. */
export const wireSchemas = z.registry<{ id: string; description?: string }>();

/** Gives a schema its public name. */
export function named<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  wireSchemas.add(schema, { id, description });
  return schema;
}
