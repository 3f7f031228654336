import type { Fact, Severity } from '../../incidents/index.ts';
import { isJsonObject, type JsonValue } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { fact, type Draft } from './draft.ts';
import { momentOf } from './moment.ts';
import { textIn, valueIn } from './reading.ts';
import { tidyDraft } from './tidy.ts';

const severities: readonly Severity[] = ['low', 'normal', 'high', 'critical'];

/** An event of somebody's own; undefined for those of AWS. What it says under `signalbox` goes before what is read out of it. */
export function customDraft(event: BusEvent): Draft | undefined {
  if (event.source === 'aws' || event.source.startsWith('aws.')) return undefined;
  const { signalbox: own, ...detail } = event.detail;
  const tidy = tidyDraft({ ...event, detail }, 'custom');
  if (!isJsonObject(own)) return tidy;
  const key = textIn(own, 'key');
  const facts = factsIn(own);
  return {
    ...tidy,
    key: key === undefined ? tidy.key : [event.account, event.source, key],
    at: momentOf(valueIn(own, 'at')),
    title: textIn(own, 'title') ?? tidy.title,
    meaning: textIn(own, 'text'),
    advice: textIn(own, 'advice'),
    severity: severities.find((severity) => severity === textIn(own, 'severity')) ?? tidy.severity,
    phase: valueIn(own, 'resolves') === true ? 'resolves' : 'opens',
    facts: facts.length > 0 ? facts : tidy.facts,
  };
}

function factsIn(own: JsonValue): readonly (Fact | undefined)[] {
  const fields = valueIn(own, 'fields');
  return isJsonObject(fields) ? Object.keys(fields).map((name) => fact(name, shown(fields[name]))) : [];
}

function shown(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
