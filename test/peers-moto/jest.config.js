import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/peers-moto'],
  testMatch: ['**/*.peer.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // One moto serves all: asked from two sides at once, it now and then never answers.
  maxWorkers: 1,
};
