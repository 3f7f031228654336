import type { Fact } from '../../incidents/index.ts';
import { isJsonObject, type JsonValue } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { code, fact, type Draft } from './draft.ts';
import { shownWithoutSecrets } from './without-secrets.ts';

/** More than a card shows; the rest of a large detail is not looked at. */
const enough = 20;

/** An event that nobody wrote words for: what it is called, and the plain values of its detail. */
export function tidyDraft(event: BusEvent, kind: 'custom' | 'other'): Draft {
  const { source, detailType, account, region, detail } = event;
  const from = source === '' ? 'nowhere' : source;
  return {
    kind,
    key: [account, region, from, detailType],
    title: `${detailType === '' ? 'An event' : detailType} (${from})`,
    severity: 'normal',
    phase: 'opens',
    facts: [...factsIn(shownWithoutSecrets(detail), ''), code('Resource', event.resources[0])],
  };
}

/** Values at the top first, then those one level down. */
function factsIn(detail: JsonValue, before: string): readonly Fact[] {
  if (!isJsonObject(detail)) return [];
  const entries = Object.entries(detail).slice(0, enough);
  const plainOnes = entries.flatMap(([name, value]) => {
    const text = wordOf(value);
    return text === undefined ? [] : (fact(`${before}${name}`, text) ?? []);
  });
  if (before !== '') return plainOnes;
  const nested = entries.flatMap(([name, value]) => factsIn(value, `${name}.`));
  return [...plainOnes, ...nested].slice(0, enough);
}

function wordOf(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
