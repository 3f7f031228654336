export { connectSlack, type SlackLink } from './link.ts';
