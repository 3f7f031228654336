import base from '../../jest.config.js';

/** The suites of the store over dynalite, once more over what run.mjs started. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/stores/dynamodb'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  // One server answers all of them.
  maxWorkers: 1,
};
