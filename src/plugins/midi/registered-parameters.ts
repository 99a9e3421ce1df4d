/** No parameter is selected. */
const NULL_PARAMETER = 0x3fff;

/** A registered parameter that was set. */
export interface ParameterChange {
  readonly channel: number;
  /** 0 is the bend range, 6 the MPE configuration. */
  readonly parameter: number;
  readonly coarse: number;
  readonly fine: number;
}

interface Selection {
  parameter: number;
  coarse: number;
}

/** Follows the dance of controllers 101, 100, 6 and 38 that sets registered parameters, channel by channel. */
export class RegisteredParameters {
  private readonly selections = new Map<number, Selection>();

  /** What the control change sets; `null` when it only prepares, or has nothing to do with it. */
  accept(channel: number, controller: number, value: number): ParameterChange | null {
    const selection = this.selectionOf(channel);
    const { parameter } = selection;
    switch (controller) {
      case 101:
        selection.parameter = (parameter & 0x7f) | (value << 7);
        return null;
      case 100:
        selection.parameter = (parameter & 0x3f80) | value;
        return null;
      // A parameter of the maker's own: what follows is not for us.
      case 98:
      case 99:
        selection.parameter = NULL_PARAMETER;
        return null;
      case 6:
        selection.coarse = value;
        return this.change(channel, selection, 0);
      case 38:
        return this.change(channel, selection, value);
      default:
        return null;
    }
  }

  private change(channel: number, { parameter, coarse }: Selection, fine: number): ParameterChange | null {
    return parameter === NULL_PARAMETER ? null : { channel, parameter, coarse, fine };
  }

  private selectionOf(channel: number): Selection {
    const known = this.selections.get(channel);
    if (known) return known;
    const selection = { parameter: NULL_PARAMETER, coarse: 0 };
    this.selections.set(channel, selection);
    return selection;
  }
}
