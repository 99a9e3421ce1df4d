import { beforeEach, expect, test } from 'vitest';
import type {
  MetricRow,
  SessionEnd,
  SessionRepository,
  SessionStart,
} from '../../src/core/session/session-repository.js';
import { uuidV7 } from '../../src/core/session/uuid-v7.js';

const NOON = Date.parse('2026-01-01T12:00:00Z');

/** A practice that began `seconds` after noon. */
export function startOf(seconds = 0, rest: Partial<SessionStart> = {}): SessionStart {
  return {
    id: uuidV7(),
    userId: 'ada',
    startTime: new Date(NOON + seconds * 1000),
    scaleName: 'A Minor Pentatonic',
    strictness: 0.5,
    sensitivity: 0.4,
    ambientLighting: true,
    tuning: 'standard',
    scaleSize: 5,
    metricsVersion: 1,
    ...rest,
  };
}

/** A note, or with `noteDetected: false` a heartbeat. */
export function rowOf(session: SessionStart, seconds: number, rest: Partial<MetricRow> = {}): MetricRow {
  return {
    id: uuidV7(),
    sessionId: session.id,
    timestamp: new Date(session.startTime.getTime() + seconds * 1000),
    pitchAccuracy: 0.9,
    scaleConformity: 0.4,
    timingStability: null,
    detectedPitchHz: 110.25,
    detectedMidi: 45.04,
    pitchClass: 9,
    inScale: true,
    noteDetected: true,
    ...rest,
  };
}

export function endOf(session: SessionStart, seconds: number, rest: Partial<SessionEnd> = {}): SessionEnd {
  return {
    id: session.id,
    endTime: new Date(session.startTime.getTime() + seconds * 1000),
    pitchAccuracy: 0.91,
    scaleConformity: 0.8,
    timingStability: null,
    notesDetected: 5,
    uniqueNotesUsed: 4,
    notesInScale: 4,
    notesOutOfScale: 1,
    ...rest,
  };
}

/** What every shelf keeps, whatever it is made of. `open` gives one that may hold other tests' practices. */
export function sessionRepositoryContract(open: () => Promise<SessionRepository>): void {
  let shelf: SessionRepository;
  let player: string;
  beforeEach(async () => {
    shelf = await open();
    player = uuidV7();
  });

  test('a running practice is found without an end', async () => {
    const start = startOf(0, { userId: null });
    shelf.begin(start);
    await shelf.flush();
    expect(await shelf.find(start.id)).toMatchObject({ ...start, endTime: null, pitchAccuracy: null });
  });

  test('an ended practice carries its results and its length', async () => {
    const start = startOf();
    const end = endOf(start, 61.5);
    shelf.begin(start);
    shelf.end(end);
    await shelf.flush();
    expect(await shelf.find(start.id)).toEqual({ ...start, ...end, durationSeconds: 61.5 });
  });

  test('a second end changes nothing', async () => {
    const start = startOf();
    shelf.begin(start);
    shelf.end(endOf(start, 10));
    shelf.end(endOf(start, 99, { pitchAccuracy: 0 }));
    await shelf.flush();
    expect(await shelf.find(start.id)).toMatchObject({ durationSeconds: 10, pitchAccuracy: 0.91 });
  });

  test('a practice nobody began is null', async () => {
    expect(await shelf.find(uuidV7())).toBeNull();
  });

  test('the series comes back complete, by time', async () => {
    const start = startOf();
    const late = rowOf(start, 2, { timingStability: 1 / 3, inScale: false });
    const beat = rowOf(start, 1, {
      detectedPitchHz: null,
      detectedMidi: null,
      pitchClass: null,
      inScale: null,
    });
    shelf.begin(start);
    shelf.append(late);
    shelf.append(beat);
    await shelf.flush();
    expect(await collect(shelf.series(start.id))).toEqual([beat, late]);
  });

  test('a late note after the end is not kept', async () => {
    const start = startOf();
    shelf.begin(start);
    shelf.append(rowOf(start, 1));
    shelf.end(endOf(start, 2));
    shelf.append(rowOf(start, 3));
    await shelf.flush();
    expect(await collect(shelf.series(start.id))).toHaveLength(1);
  });

  test('pages go back in time without gaps or repeats, also through practices of the same instant', async () => {
    const starts = Array.from({ length: 7 }, (_, i) => startOf(Math.floor(i / 2), { userId: player }));
    for (const start of starts) shelf.begin(start);
    await shelf.flush();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<SessionRepository['list']>> = await shelf.list({
        userId: player,
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(starts.map((start) => start.id).reverse());
  });

  test('practices are found by scale and by time', async () => {
    const early = startOf(0, { userId: player, scaleName: 'C Major' });
    const late = startOf(60, { userId: player });
    shelf.begin(early);
    shelf.begin(late);
    await shelf.flush();
    const ids = async (query: object) =>
      (await shelf.list({ userId: player, limit: 10, ...query })).items.map((item) => item.id);
    expect(await ids({ scaleNames: ['C Major', 'c maj'] })).toEqual([early.id]);
    expect(await ids({ from: late.startTime })).toEqual([late.id]);
    expect(await ids({ to: late.startTime })).toEqual([early.id]);
  });

  test('a cursor that is not ours is refused with what to do', async () => {
    await expect(shelf.list({ limit: 3, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected = [];
  for await (const item of items) collected.push(item);
  return collected;
}
