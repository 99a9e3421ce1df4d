import type { Clock, Nearby } from '../../../core/plugin/index.js';
import { HueBridge } from '../drivers/hue-bridge.js';
import type { HueLight } from '../drivers/hue-driver.js';

/** The colour lamps behind a bridge whose button was just pressed, with a key of their own; of any other bridge, none. */
export async function hueLampsBehind(host: string, port: number, clock: Clock): Promise<readonly Nearby[]> {
  const stranger = new HueBridge({ host, port }, clock);
  const app_key = await stranger.pair().finally(() => stranger.close());
  if (!app_key) return [];
  const access = { host, port, app_key, certificate: stranger.certificate };
  const bridge = new HueBridge(access, clock);
  const { data = [] } = await bridge.get('light').finally(() => bridge.close());
  return (data as readonly HueLight[])
    .filter(({ color }) => color)
    .map(({ id, metadata }) => ({
      name: `Hue ${metadata?.name ?? id} at ${host}`,
      config: { driver: 'hue', ...access, light: id },
    }));
}
