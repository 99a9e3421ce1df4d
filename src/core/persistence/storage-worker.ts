import { parentPort, workerData } from 'node:worker_threads';
import { SystemClock } from '../system/system-clock.js';
import type { FromWorker, ToWorker, WorkerOptions } from './storage-messages.js';
import { StorageScribe } from './storage-scribe.js';

/** The thread that writes the journal and drains it: files and sockets wait here, never beside the music. */
const options: WorkerOptions = workerData;
const scribe = new StorageScribe(options, new SystemClock(), (message: FromWorker) =>
  parentPort?.postMessage(message),
);

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'close') scribe.close().finally(() => parentPort?.close());
  else scribe.take(message);
});
