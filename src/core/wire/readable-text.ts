import { z } from 'zod';
import { BridgeError, messageOf } from '../errors.js';

/** A text of at most 200 characters, checked by reading it: what `read` throws is what the player is told. */
export function readableBy(read: (text: string) => unknown): z.ZodString {
  return z
    .string()
    .max(200)
    .superRefine((text, check) => {
      try {
        read(text);
      } catch (error) {
        // Whatever looks at the whole after this one may count on a text that can be read.
        const params = error instanceof BridgeError ? { code: error.code } : {};
        check.addIssue({ code: 'custom', message: messageOf(error), params, continue: false });
      }
    });
}
