/** Takes one channel of many, or their mean, and makes it louder or softer. */
export class ChannelPicker {
  private mono = new Float32Array(0);
  private readonly gain: number;

  /** `channel` counts from 1. */
  constructor(
    private readonly channels: number,
    private readonly channel: number | 'mix',
    gainDb: number,
  ) {
    this.gain = 10 ** (gainDb / 20);
  }

  /** The result is used again by the next call. */
  pick(interleaved: Float32Array): Float32Array {
    const frames = Math.floor(interleaved.length / this.channels);
    if (this.mono.length < frames) this.mono = new Float32Array(frames);
    const mono = this.mono.subarray(0, frames);
    if (this.channel === 'mix') this.mix(interleaved, mono);
    else this.take(interleaved, mono, this.channel - 1);
    return mono;
  }

  private take(interleaved: Float32Array, mono: Float32Array, channel: number): void {
    for (let frame = 0; frame < mono.length; frame++) {
      mono[frame] = this.gain * (interleaved[frame * this.channels + channel] ?? 0);
    }
  }

  private mix(interleaved: Float32Array, mono: Float32Array): void {
    for (let frame = 0; frame < mono.length; frame++) {
      let sum = 0;
      for (let channel = 0; channel < this.channels; channel++)
        sum += interleaved[frame * this.channels + channel] ?? 0;
      mono[frame] = (this.gain * sum) / this.channels;
    }
  }
}
