import { parentPort, workerData } from 'node:worker_threads';
import { DETECTORS } from '../detectors.js';
import { DetectorScribe } from './detector-events.js';
import { SampleRing } from './sample-ring.js';
import type { ThreadOrder } from './threaded-detector.js';

const LONGEST_BLOCK = 4096;

/** The program of a hearing thread: hears what comes through the ring until the ring is closed and empty. */
const { memory, detector: name, ...order } = workerData as ThreadOrder;
const ring = new SampleRing(memory);
const scribe = new DetectorScribe();
const detector = DETECTORS[name]({ ...order, listener: scribe });
const block = new Float32Array(LONGEST_BLOCK);

function tell(): void {
  const rows = scribe.take();
  if (rows) parentPort?.postMessage(rows, [rows.buffer]);
}

for (;;) {
  ring.wait();
  const count = ring.read(block);
  if (count === 0 && ring.isClosed) break;
  detector.push(block.subarray(0, count));
  tell();
}
detector.finish();
tell();
