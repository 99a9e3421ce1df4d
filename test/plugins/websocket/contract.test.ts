import { describe, test } from 'vitest';
import { outputContract } from '../../../src/core/plugin/testing/index.js';
import { output } from '../../../src/plugins/websocket/index.js';

describe('the WebSocket output keeps the contract of outputs', () => {
  for (const { title, run } of outputContract({ plugin: output as never, config: {} })) test(title, run);
});
