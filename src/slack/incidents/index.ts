export { createCalls } from './calls.ts';
export { createIncidentCards, createSurgeCards } from './incident-cards.ts';
