/**
 * Whoever takes a post in hand and is not done by then is dead, ms. Slack answers a call within 8 s or is given up, and
 * nobody begins to post in the last 8 s: so what is posted is posted within this.
 */
export const inHandMs = 30_000;
