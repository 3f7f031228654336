import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/peers-moto'],
  testMatch: ['**/*.peer.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
