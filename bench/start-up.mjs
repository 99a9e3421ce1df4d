// From the command to a bridge that is ready: on an empty data folder, and on one that exists.
import { ownFolder, startBridge } from './support/bridge-process.mjs';
import { percentile } from './support/percentile.mjs';

const PLUGINS = {
  guitar: { use: 'audio', config: { source: 'browser' } },
  daw: { use: 'osc', config: { port: 0 } },
  overlay: { use: 'websocket' },
};
const ROUNDS = 5;
const cold = [];
const warm = [];
let resident = 0;
for (let round = 0; round < ROUNDS; round++) {
  const { folder, remove } = ownFolder();
  for (const times of [cold, warm]) {
    const bridge = await startBridge(folder, PLUGINS);
    times.push(bridge.readyMs);
    resident = Math.max(resident, bridge.residentMb());
    await bridge.stop();
  }
  remove();
}
const say = (name, times) =>
  console.log(
    `${name}: median ${percentile(times, 0.5).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms of ${ROUNDS}`,
  );
say('ready on an empty data folder', cold);
say('ready on an existing one', warm);
console.log(`memory of the bridge when ready: ${resident.toFixed(0)} MB (its database not counted)`);
