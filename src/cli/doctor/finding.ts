/** What an examination found. */
export interface Finding {
  readonly what: string;
  /** `lacking` leaves something out; `broken` keeps the bridge from running. */
  readonly state: 'well' | 'lacking' | 'broken';
  readonly message: string;
  /** What to do; `null` when nothing needs doing. */
  readonly remedy: string | null;
}
