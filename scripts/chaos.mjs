// The long runs of test/chaos: a hundred kills, a ten-minute outage, thousands of power cuts. The environment wins.
import { spawnSync } from 'node:child_process';

const LONG = {
  CHAOS_CYCLES: '100',
  CHAOS_OUTAGE_MS: '600000',
  CHAOS_POWER_CUTS: '200',
  CHAOS_PACKETS: '1000000',
};
const env = { ...LONG, ...process.env };
const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/chaos', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, { env, stdio: 'inherit' });
process.exit(status ?? 1);
