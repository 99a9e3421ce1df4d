import { describe, test } from 'vitest';
import { SharedUdpPorts } from '../../../src/core/host/shared-udp-ports.js';
import { inputContract, outputContract } from '../../../src/core/plugin/testing/index.js';
import { input, output } from '../../../src/plugins/osc/index.js';

const udp = new SharedUdpPorts();

describe('the OSC input', () => {
  for (const { title, run } of inputContract({ plugin: input as never, config: { port: 0 }, udp }))
    test(title, run);
});

describe('the OSC output', () => {
  const config = { port: null, targets: [{ port: 9 }] };
  for (const { title, run } of outputContract({ plugin: output as never, config, udp })) test(title, run);
});
