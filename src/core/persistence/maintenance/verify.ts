import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { readSegment, segmentBytes, segmentPath, segmentsAside, segmentsIn } from '../journal/segments.js';

export interface Finding {
  /** What was looked at. */
  readonly check: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
}

/** What must hold; each query counts the rows for which it does not. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'ids and their text agree': 'SELECT count(*) FROM sessions WHERE session_id <> id::text',
  'no session ends before it begins': 'SELECT count(*) FROM sessions WHERE end_time < start_time',
  'lengths fit beginnings and ends': `SELECT count(*) FROM sessions WHERE end_time IS NOT NULL
    AND abs(duration_seconds - extract(epoch FROM end_time - start_time)) > 0.001`,
  'only ended sessions have results':
    'SELECT count(*) FROM sessions WHERE end_time IS NULL AND notes_detected_count IS NOT NULL',
  'notes are those in the scale and those outside': `SELECT count(*) FROM sessions
    WHERE metrics_version IS NOT NULL AND notes_detected_count <> notes_in_scale + notes_out_of_scale`,
  'scores lie between 0 and 1': `SELECT count(*) FROM session_metrics
    WHERE NOT (pitch_accuracy BETWEEN 0 AND 1 AND scale_conformity BETWEEN 0 AND 1 AND timing_stability BETWEEN 0 AND 1)`,
  'every metric has its session': `SELECT count(*) FROM session_metrics m
    WHERE NOT EXISTS (SELECT FROM sessions s WHERE s.id = m.session_id)`,
};

const SEALS = `SELECT count(*)::int AS count FROM pg_trigger
  WHERE tgrelid IN ('sessions'::regclass, 'session_metrics'::regclass) AND NOT tgisinternal AND tgenabled = 'O'`;
const SEAL_COUNT = 8;

/** Looks at everything that can be looked at; changes nothing. */
export async function verify(source: DataSource, dataDir: string): Promise<Finding[]> {
  const findings = [verifyJournal(join(dataDir, 'journal')), await verifySeals(source)];
  for (const [check, sql] of Object.entries(INVARIANTS)) {
    const [{ count }] = await source.query(sql);
    const broken = Number(count);
    findings.push({ check, ok: broken === 0, detail: broken === 0 ? 'yes' : `broken by ${broken} rows` });
  }
  return findings;
}

async function verifySeals(source: DataSource): Promise<Finding> {
  const [{ count }] = await source.query(SEALS);
  const detail = `${count} of ${SEAL_COUNT} triggers guard them`;
  return { check: 'ended sessions are sealed', ok: count === SEAL_COUNT, detail };
}

/**
 * Reads every frame. A torn tail is what a crash leaves: it was never promised, so it is told but no fault. Damage is:
 * what was promised may have stood there.
 */
function verifyJournal(folder: string): Finding {
  const check = 'the journal can be read';
  if (!existsSync(folder)) return { check, ok: true, detail: 'there is none: everything has arrived' };
  const parts = segmentsIn(folder).map((segment) => readThrough(folder, segment));
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  const scars = parts.filter(({ lostBytes }) => lostBytes > 0);
  const aside = segmentsAside(folder);
  const kept = aside.map((name) => `${name} was set aside: a part of it could not be read`);
  const detail = [`${records} records wait in it`, ...scars.map(scar), ...kept].join('; ');
  return { check, ok: aside.length === 0 && scars.every(({ isTorn }) => isTorn), detail };
}

interface SegmentState {
  readonly name: string;
  readonly records: number;
  /** Bytes that cannot be read. */
  readonly lostBytes: number;
  /** Whether a crash explains all of them. */
  readonly isTorn: boolean;
}

function readThrough(folder: string, segment: number): SegmentState {
  const end = segmentBytes(folder, segment);
  const state = { name: basename(segmentPath(folder, segment)), records: 0, lostBytes: 0, isTorn: true };
  for (let offset = 0; offset < end; ) {
    const part = readSegment(folder, { segment, offset }, end, 10_000);
    offset = part.offset;
    state.records += part.texts.length;
    state.lostBytes += part.lostBytes;
    if (part.lostBytes > 0 && !part.isTorn) state.isTorn = false;
    if (part.isOver) break;
  }
  return state;
}

function scar({ name, lostBytes, isTorn }: SegmentState): string {
  return isTorn
    ? `${name} ends in ${lostBytes} bytes of a record that a crash cut off before it was safe: nothing to do`
    : `${name} is damaged: ${lostBytes} bytes of it do not fit their checksum and cannot be stored; look at the disk`;
}
