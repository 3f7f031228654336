import type { MrkdwnElement } from '@slack/types';
import type { Sighting } from '../../incidents/index.ts';
import { code, foreign } from '../text.ts';
import { oneLine } from './words.ts';

/** A section takes ten fields of 2000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const mostFields = 10;
const longestField = 300;
/** Of all of them: the rest of the card needs its part of what a message holds. */
const longestFields = 3_500;

/** The facts of an event, as fields of a section. Pure. */
export function factFields({ facts }: Sighting): MrkdwnElement[] {
  const fields: MrkdwnElement[] = [];
  let left = longestFields;
  for (const { name, value, code: asCode } of facts.slice(0, mostFields)) {
    const shown = (asCode ? code : foreign)(value, longestField) || '–';
    const text = `*${foreign(oneLine(name), 80)}*\n${shown}`;
    left -= text.length;
    if (left >= 0) fields.push({ type: 'mrkdwn', text });
  }
  return fields;
}
