// A bridge's storage in a process of its own, for tests that kill it. It plays notes without end and says on standard
// output, one a line: `ready`, and `safe N` when the first N records are on disk.
import 'reflect-metadata';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = (path) => import(pathToFileURL(resolve('dist', path)).href);
const { openStorage } = await dist('core/persistence/storage.js');
const { SystemClock } = await dist('core/system/system-clock.js');
const { uuidV7 } = await dist('core/session/uuid-v7.js');

const { dataDir, session = uuidV7(), first = 0, perTick = 5 } = JSON.parse(process.argv[2]);
const say = (text) => process.stdout.write(`${text}\n`);
const log = { debug() {}, info: say, warn: say, error: say, named: () => log };
const clock = new SystemClock();
const storage = await openStorage({ env: process.env, dataDir, clock, log });
say(`ready ${process.pid} ${storage.status().location}`);

storage.repository.begin({
  id: session,
  userId: 'chaos',
  startTime: new Date(),
  scaleName: 'A Minor Pentatonic',
  strictness: 0.5,
  sensitivity: 0.5,
  ambientLighting: true,
  tuning: null,
  scaleSize: 5,
  metricsVersion: 1,
});
let number = first;
setInterval(() => {
  for (let i = 0; i < perTick; i++) {
    storage.repository.append({
      id: uuidV7(),
      sessionId: session,
      timestamp: new Date(),
      pitchAccuracy: 0.9,
      scaleConformity: 0.4,
      timingStability: null,
      detectedPitchHz: number++, // tells the records apart
      detectedMidi: 45,
      pitchClass: 9,
      inScale: true,
      noteDetected: true,
    });
  }
}, 5);
let told = 0;
setInterval(() => {
  const safe = storage.safeRecords - 1; // without the beginning
  if (safe > told) say(`safe ${first + safe}`);
  told = safe;
}, 5);
process.on('SIGTERM', async () => {
  await storage.close();
  process.exit(0);
});
