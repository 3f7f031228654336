export { createCalls } from './calls.ts';
export { createIncidentCards, createSurgeCards } from './incident-cards.ts';
export { listenForIncidents } from './listeners.ts';
export { createOpenIncidents, type OpenIncidents, type OpenIncidentsOf } from './open-incidents.ts';
