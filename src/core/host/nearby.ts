import { messageOf } from '../errors.js';
import type { Clock } from '../plugin/clock.js';
import type { NearbyList } from '../plugin/plugin-directory.js';
import type { PluginModule } from './plugin-module.js';
import { within } from './within.js';

const LIMIT = 5_000;

/** What an output finds around it; says why where it finds nothing. */
export async function nearbyList({ output }: PluginModule, clock: Clock): Promise<NearbyList> {
  if (!output?.nearby) return { found: [], reason: 'This one cannot look around.' };
  try {
    const found = await within(
      clock,
      LIMIT,
      output.nearby(clock),
      () => new Error('it took longer than 5 s'),
    );
    return { found, reason: null };
  } catch (error) {
    return { found: [], reason: `Looking around failed: ${messageOf(error)}.` };
  }
}
