export type { BusEvent } from './event.ts';
export { createIntake, type IntakeNeeds } from './intake.ts';
export type { MessageHandler, Outcome, QueueMessage } from './message.ts';
export { readMessage, type Read } from './read-message.ts';
export { routesOf, type Route } from './route.ts';
export { sightingOf } from './sightings/index.ts';
export type { SeenEvents } from './seen-events.ts';
