import type { Fields, LocalSlack } from './local-slack.ts';

interface Verdict {
  readonly ok: boolean;
  readonly errors?: readonly { pointer: string; message: string }[];
}

/** `blocks.validate`, which needs no token. */
export type Validator = (body: Fields) => Promise<Verdict>;

export function validator(slack: LocalSlack): Validator {
  return (body) => slack.api<Verdict>('blocks.validate', body, '');
}

/** Every fault as `pointer message`. */
export async function faultsBy(validate: Validator, body: Fields): Promise<readonly string[]> {
  return ((await validate(body)).errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
}

export const long = (length: number) => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
export const select = (more: Fields) => ({ type: 'static_select', action_id: 'pick', ...more });
export const rich = (...elements: readonly Fields[]) => ({ type: 'rich_text', elements });
export const raw = { type: 'raw_text', text: 'cell' };
