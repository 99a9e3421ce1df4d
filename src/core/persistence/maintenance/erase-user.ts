import type { DataSource } from 'typeorm';
import type { TableCounts } from './backup.js';

export interface Erased extends TableCounts {
  readonly sessionIds: readonly string[];
}

/** Deletes all practices of a player: the one thing the seals of ended sessions make way for. */
export async function eraseUser(source: DataSource, userId: string): Promise<Erased> {
  return source.transaction(async (manager) => {
    await manager.query("SELECT set_config('fretcoach.erasing', $1, true)", [userId]);
    const [, metrics] = await manager.query(
      'DELETE FROM session_metrics m USING sessions s WHERE s.id = m.session_id AND s.user_id = $1',
      [userId],
    );
    const [rows] = await manager.query('DELETE FROM sessions WHERE user_id = $1 RETURNING id', [userId]);
    const sessionIds = rows.map(({ id }: { id: string }) => id);
    return { sessions: sessionIds.length, session_metrics: metrics, sessionIds };
  });
}
