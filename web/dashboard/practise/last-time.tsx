import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../shared/api.js';
import { centsInWords, dayOf, lasting, points, shownName } from '../../shared/format.js';
import type { NoteRow, SessionRow } from '../../shared/wire.js';
import { addressOf } from '../router.js';

interface Last {
  readonly session: SessionRow;
  readonly notes: readonly NoteRow[];
}

async function lastOf(scale: string): Promise<Last | null> {
  const { items } = await api.sessions({ scale_name: scale, limit: 1 });
  const [session] = items;
  if (!session) return null;
  const notes = await api.notes(session.session_id);
  return { session, notes: notes.items };
}

/** The note to listen to: played often enough to tell, and furthest from its middle. */
export function noteToVisit(notes: readonly NoteRow[]): NoteRow | null {
  const told = notes.filter(
    ({ count, in_scale, mean_cents }) => in_scale && count >= 5 && mean_cents !== null,
  );
  const worst = told.sort((a, b) => (a.mean_score ?? 1) - (b.mean_score ?? 1))[0];
  return worst && Math.abs(worst.mean_cents ?? 0) > 5 ? worst : null;
}

/** How the same scale went before. Silent when there is nothing to tell or storage is away: this page is for playing. */
export function LastTime({ scale }: { scale: string }): JSX.Element {
  const [last, tell] = useState<Last | null>(null);
  useEffect(() => {
    let isCurrent = true;
    lastOf(scale)
      .catch(() => null)
      .then((found) => isCurrent && tell(found));
    return () => {
      isCurrent = false;
    };
  }, [scale]);
  if (!last) {
    return (
      <section>
        <h2>Last time</h2>
        <p>The first practice in this scale. Its scores will stand here.</p>
      </section>
    );
  }
  const { session, notes } = last;
  const visit = noteToVisit(notes);
  return (
    <section>
      <h2>Last time</h2>
      <p class="said">
        <a href={addressOf('history', session.session_id)}>{dayOf(new Date(session.start_time))}</a>,{' '}
        {lasting(session.duration_seconds ?? 0)}: pitch {points(session.pitch_accuracy)}, scale{' '}
        {points(session.scale_conformity)}, timing {points(session.timing_stability)}.
      </p>
      {visit ? (
        <p>
          Your {shownName(visit.name)} was {centsInWords(visit.mean_cents ?? 0)}. Tune up before you begin.
        </p>
      ) : null}
    </section>
  );
}
