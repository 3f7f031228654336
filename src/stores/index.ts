export { openStores } from './open-stores.ts';
export { createStoreWatch } from './store-watch.ts';
export type { Stores } from './stores.ts';
