// The long runs of test/chaos: hundreds of kills, a ten-minute outage. Anything set in the environment wins.
import { spawnSync } from 'node:child_process';

const env = { CHAOS_CYCLES: '100', CHAOS_OUTAGE_MS: '600000', CHAOS_PACKETS: '1000000', ...process.env };
const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/chaos', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, { env, stdio: 'inherit' });
process.exit(status ?? 1);
