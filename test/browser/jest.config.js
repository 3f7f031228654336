import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each file has a sandbox and a browser of its own: side by side they would only slow each other.
  maxWorkers: 1,
};
