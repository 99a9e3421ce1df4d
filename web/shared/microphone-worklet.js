// Runs on the browser's audio thread: gathers what the microphone hears into blocks and hands them over.

const BLOCK_FRAMES = 256; // Two render quanta: 5.3 ms at 48 kHz.

class MicrophoneTap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(BLOCK_FRAMES);
    this.filled = 0;
  }

  process([input]) {
    const samples = input[0];
    // No channel: the microphone is muted or gone. Returning true keeps the tap alive.
    if (samples) this.gather(samples);
    return true;
  }

  gather(samples) {
    this.block.set(samples, this.filled);
    this.filled += samples.length;
    if (this.filled < BLOCK_FRAMES) return;
    this.port.postMessage(this.block.buffer, [this.block.buffer]);
    this.block = new Float32Array(BLOCK_FRAMES);
    this.filled = 0;
  }
}

registerProcessor('microphone-tap', MicrophoneTap);
