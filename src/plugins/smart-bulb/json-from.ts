/** What a lamp says; `null` when it is no JSON, since anything may arrive over a network. */
export function jsonFrom<Shape>(text: string | Buffer): Shape | null {
  try {
    return JSON.parse(text.toString('utf8')) as Shape | null;
  } catch {
    return null;
  }
}
