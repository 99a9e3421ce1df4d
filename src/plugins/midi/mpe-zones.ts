const LOWER_MANAGER = 1;
const UPPER_MANAGER = 16;
const MOST_MEMBERS = 15;

/** MIDI Polyphonic Expression: which channels play notes, and which one speaks for them. */
export class MpeZones {
  private lowerMembers = MOST_MEMBERS;
  private upperMembers = 0;

  /** The MPE configuration message: RPN 6 on a manager channel. False on any other channel. */
  configure(channel: number, members: number): boolean {
    const count = Math.min(members, MOST_MEMBERS);
    if (channel === LOWER_MANAGER) {
      this.lowerMembers = count;
      this.upperMembers = Math.min(this.upperMembers, Math.max(0, MOST_MEMBERS - 1 - count));
    } else if (channel === UPPER_MANAGER) {
      this.upperMembers = count;
      this.lowerMembers = Math.min(this.lowerMembers, Math.max(0, MOST_MEMBERS - 1 - count));
    } else return false;
    return true;
  }

  /** The channel that speaks for this one too; itself for a manager, `null` outside all zones. */
  managerOf(channel: number): number | null {
    if (this.membersOf(LOWER_MANAGER).includes(channel)) return LOWER_MANAGER;
    if (this.membersOf(UPPER_MANAGER).includes(channel)) return UPPER_MANAGER;
    const isManager = this.membersOf(channel).length > 0;
    return isManager ? channel : null;
  }

  /** The channels that a manager speaks for; none for any other channel. */
  membersOf(channel: number): readonly number[] {
    if (channel === LOWER_MANAGER) return Array.from({ length: this.lowerMembers }, (_, index) => 2 + index);
    if (channel === UPPER_MANAGER) return Array.from({ length: this.upperMembers }, (_, index) => 15 - index);
    return [];
  }
}
