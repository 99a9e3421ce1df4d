// Ten minutes of playing, analysed as fast as this machine can: how much faster than it sounds, and how much memory.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './support/bridge-process.mjs';

const { addPluck } = await import('../dist/plugins/audio/plucked-string.js');

const SAMPLE_RATE = 44_100;
const MINUTES = 10;
const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;

const { folder, remove } = ownFolder();
const file = join(folder, 'ten-minutes.wav');
writeRecording(file);
const begun = performance.now();
const child = spawn(process.execPath, [CLI, 'replay', file, '--speed', 'max', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let peak = 0;
const look = setInterval(() => {
  const [, kilobytes] = readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/) ?? [];
  peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
}, 100);
let text = '';
child.stdout.on('data', (part) => {
  text += part;
});
await new Promise((over) => child.once('exit', over));
clearInterval(look);
const seconds = (performance.now() - begun) / 1000;
const { notes } = JSON.parse(text);
console.log(
  `${MINUTES} minutes in ${seconds.toFixed(1)} s: ${((60 * MINUTES) / seconds).toFixed(0)} times faster than they sound; ${notes.length} notes; peak memory ${peak.toFixed(0)} MB`,
);
remove();

function writeRecording(path) {
  const samples = new Float32Array(60 * MINUTES * SAMPLE_RATE);
  for (let at = 0, note = 0; at < 60 * MINUTES - 1; at += 0.5, note++) {
    addPluck(samples, SAMPLE_RATE, at * SAMPLE_RATE, {
      frequency: 110 * 2 ** ((note % 12) / 12),
      duration: 0.45,
    });
  }
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(2 * SAMPLE_RATE, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, at) => {
    bytes.writeInt16LE(Math.max(-1, Math.min(1, sample)) * 0x7fff, 44 + 2 * at);
  });
  writeFileSync(path, bytes);
}
