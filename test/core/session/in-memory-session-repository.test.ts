import { describe } from 'vitest';
import { InMemorySessionRepository } from '../../../src/core/session/in-memory-session-repository.js';
import { sessionRepositoryContract } from '../../support/session-repository-contract.js';

describe('the shelf in memory', () => {
  sessionRepositoryContract(async () => new InMemorySessionRepository());
});
