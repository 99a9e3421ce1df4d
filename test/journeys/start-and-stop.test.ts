import { describe, expect, test } from 'vitest';
import { ownBridge } from '../support/own-bridge.js';

describe('a bridge', () => {
  test('starts, keeps a practice that was asked for over HTTP, and stops', async () => {
    const { post, get, rows } = await ownBridge({ plugins: {} });
    const started = await post('/session/start', { scale_name: 'E blues', user_id: 'anna' });
    expect(started).toMatchObject({ success: true, scale_name: 'E Minor Blues' });
    const stopped = await post('/session/stop', {});
    expect(stopped).toMatchObject({ session_id: started.session_id, pitch_accuracy: null });
    const { items } = await get('/sessions?user_id=anna');
    expect(items).toMatchObject([{ session_id: started.session_id, notes_detected_count: 0 }]);
    const [row] = await rows('sessions');
    expect(row).toMatchObject({
      id: started.session_id,
      session_id: started.session_id,
      pitch_accuracy: null,
    });
  });
});
