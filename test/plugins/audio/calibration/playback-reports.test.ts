import { expect, test } from 'vitest';
import { PlaybackReports } from '../../../../src/plugins/audio/calibration/playback-reports.js';

const told = (position: number, now: number) =>
  [`Time: ${(position / 1000).toFixed(3)} sec; Latency: 18000 usec.        \r`, now] as const;

test('a player that begins late plays everything late', () => {
  const reports = new PlaybackReports();
  reports.hear('Connection established.\nStream successfully created.\n', 300);
  reports.hear(...told(0, 350));
  for (let position = 21; position < 2000; position += 50) reports.hear(...told(position, position + 400));
  expect(reports.timeOf(1000)).toBe(1400);
});

test('a report that comes late does not count where another came in time', () => {
  const reports = new PlaybackReports();
  reports.hear(...told(950, 1390));
  reports.hear(...told(1000, 1401));
  reports.hear(...told(1050, 1490));
  expect(reports.timeOf(1000)).toBeCloseTo(1401, 6);
});

test('after a gap in the sound everything is later, and nothing before it', () => {
  const reports = new PlaybackReports();
  for (let position = 50; position <= 1500; position += 50) reports.hear(...told(position, position + 40));
  for (let position = 1850; position <= 3000; position += 50) reports.hear(...told(position, position + 240));
  expect([reports.timeOf(1000), reports.timeOf(2400)]).toEqual([1040, 2640]);
});

test('a line that arrives in pieces is one report; without any, nothing is known', () => {
  const reports = new PlaybackReports();
  expect(reports.timeOf(1000)).toBeNull();
  const [line, now] = told(1000, 1100);
  reports.hear(line.slice(0, 12), now - 1);
  reports.hear(line.slice(12), now);
  expect(reports.timeOf(1000)).toBe(1100);
  expect(reports.timeOf(5000)).toBeNull();
});
