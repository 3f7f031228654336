import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/peers'],
  testMatch: ['**/*.peer.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Longer than a peer's long poll that misses what should wake it.
  testTimeout: 30_000,
  // A case that fails may be one that is known to differ: run.mjs has the last word and says it.
  reporters: [],
};
