/**
 * Says how a sound will go on if nothing new happens: whatever rings, any number of strings, is a sum of fading sines, and
 * those an autoregressive model continues (extrapolation after Kauppinen & Roth 2002). Burg's method (1975) finds the model:
 * it needs no window, so short signals will do, and it is always stable.
 */
export class LinearForecast {
  /** How the sound goes on, one sample after the other. */
  readonly samples: Float64Array;

  private readonly order: number;
  private readonly model: Float64Array; // x[n] = -Σ model[k] x[n - k]
  private readonly forward: Float64Array;
  private readonly backward: Float64Array;
  private readonly course: Float64Array; // the newest `order` samples and the forecast

  /** All in samples: partials cost two orders each, and `history` must be longer than the order by far. */
  constructor(order: number, history: number, reach: number) {
    this.order = order;
    this.model = new Float64Array(order + 1);
    this.forward = new Float64Array(history);
    this.backward = new Float64Array(history);
    this.course = new Float64Array(order + reach);
    this.samples = this.course.subarray(order);
  }

  /** Learns from the samples before `end` and fills `samples`. */
  continue(sound: Float64Array, end: number): void {
    const start = end - this.forward.length;
    for (let i = 0; i < this.forward.length; i++) {
      this.forward[i] = sound[start + i] as number;
      this.backward[i] = sound[start + i] as number;
    }
    this.model.fill(0);
    this.model[0] = 1;
    for (let k = 1; k <= this.order; k++) if (!this.extendModel(k)) break;
    for (let i = 0; i < this.order; i++) this.course[i] = sound[end - this.order + i] as number;
    for (let n = this.order; n < this.course.length; n++) {
      let sum = 0;
      for (let k = 1; k <= this.order; k++) sum -= (this.model[k] as number) * (this.course[n - k] as number);
      this.course[n] = sum;
    }
  }

  /** One more coefficient: the reflection that leaves least of the errors in both directions of time. False if none is left. */
  private extendModel(k: number): boolean {
    const { forward, backward, model } = this;
    let product = 0;
    let energy = 0;
    for (let i = k; i < forward.length; i++) {
      const f = forward[i] as number;
      const b = backward[i - 1] as number;
      product += f * b;
      energy += f * f + b * b;
    }
    if (energy < 1e-20) return false;
    const reflection = (-2 * product) / energy;
    for (let low = 0, high = k; low <= high; low++, high--) {
      const a = model[low] as number;
      const b = model[high] as number;
      model[low] = a + reflection * b;
      model[high] = b + reflection * a;
    }
    for (let i = forward.length - 1; i >= k; i--) {
      const f = forward[i] as number;
      const b = backward[i - 1] as number;
      forward[i] = f + reflection * b;
      backward[i] = b + reflection * f;
    }
    return true;
  }
}
