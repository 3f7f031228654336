import type { Kit } from './api.ts';
import { mrkdwn } from './mrkdwn.ts';

/** A text object of Block Kit, drawn. */
export function textOf(value: unknown): ReturnType<typeof mrkdwn> {
  const object = value as Kit | null | undefined;
  const text = typeof object?.['text'] === 'string' ? object['text'] : '';
  return object?.type === 'mrkdwn' ? mrkdwn(text) : [text];
}

/** The same as bare text, for attributes. */
export function wordsOf(value: unknown): string {
  const object = value as Kit | null | undefined;
  return typeof object?.['text'] === 'string' ? object['text'] : '';
}

export function listOf(value: unknown): readonly Kit[] {
  return Array.isArray(value) ? (value as Kit[]) : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
