import { defineOutput } from '../../core/plugin/index.js';
import { driverFor } from './drivers/driver-for.js';
import { lampConfig } from './lamp-config.js';
import { lampsNearby } from './nearby/lamps-nearby.js';
import { SmartBulbOutput } from './smart-bulb-output.js';

/** Shows in a lamp how the practice goes. */
export const output = defineOutput({
  name: 'smart-bulb',
  config: lampConfig,
  topics: ['feedback', 'session'],
  nearby: (clock) => lampsNearby(clock),
  create: (context) => new SmartBulbOutput(context, driverFor(context.config, context.clock)),
});
