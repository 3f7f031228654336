export { connectSlack, type SlackLink } from './link.ts';
export { createSlackDirectory } from './slack-directory.ts';
export { createSlackCheckUp, type SlackCheckUp } from './check-up.ts';
