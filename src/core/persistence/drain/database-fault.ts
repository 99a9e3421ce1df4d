/**
 * Classes of SQLSTATE that speak of the row itself: bad data, broken references, a session that has ended. Anything
 * else (no connection, no space, no table, no right) is about the database, and waiting or mending it helps.
 */
const ROW_FAULTS = ['22', '23', 'SE'];

export function isRowFault(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.length === 5 && ROW_FAULTS.includes(code.slice(0, 2));
}

export function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error); // a refused connection to several addresses has a code only
}
