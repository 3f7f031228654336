import type { JsonValue } from '../../platform/index.ts';
import { isJsonObject } from '../../platform/index.ts';
import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { momentOf } from './moment.ts';
import { listIn, objectIn, textIn, valueIn } from './reading.ts';

/** A CloudWatch alarm, of a metric or of other alarms, changed its state. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function alarmDraft(event: BusEvent): Draft | undefined {
  const { detail, region, account } = event;
  const name = textIn(detail, 'alarmName');
  const state = textIn(detail, 'state', 'value');
  if (event.source !== 'aws.cloudwatch' || name === undefined || state === undefined) return undefined;
  const suppressedBy = textIn(detail, 'state', 'actionsSuppressedBy');
  const description = textIn(detail, 'configuration', 'description');
  return {
    kind: 'alarm',
    key: [account, region, name],
    at: momentOf(valueIn(detail, 'state', 'timestamp')),
    title: `Alarm ${name} ${happened(state)}`,
    meaning: description ?? textIn(detail, 'state', 'reason'),
    ...weightOf(state, suppressedBy),
    facts: [
      fact('Reason', description === undefined ? undefined : textIn(detail, 'state', 'reason')),
      code('Metric', metricOf(detail)),
      code('Of', dimensionsOf(detail)),
      fact('Threshold', thresholdOf(detail)),
      code('Made of', textIn(detail, 'configuration', 'alarmRule')),
      fact('Before', textIn(detail, 'previousState', 'value')),
      fact('Actions suppressed by', suppressedBy),
    ],
    links: consolePage(
      'Alarm in the AWS console',
      region,
      `cloudwatch/home?region=${id(region)}#alarmsV2:alarm/${id(name)}`,
    ),
  };
}

function happened(state: string): string {
  if (state === 'OK') return 'is OK again';
  if (state === 'ALARM') return 'went off';
  return state === 'INSUFFICIENT_DATA' ? 'has too little data to tell' : `is ${state}`;
}

/** A new alarm begins without data, and so does one whose subject was removed: that alone is no trouble. */
function weightOf(state: string, suppressedBy: string | undefined): Pick<Draft, 'phase' | 'severity'> {
  if (state === 'OK') return { phase: 'resolves', severity: 'low' };
  if (state === 'ALARM' && suppressedBy === undefined) return { phase: 'opens', severity: 'high' };
  return { phase: 'passes', severity: 'low' };
}

function metrics(detail: JsonValue): readonly (JsonValue | undefined)[] {
  return listIn(detail, 'configuration', 'metrics').map((one) => valueIn(one, 'metricStat', 'metric'));
}

function metricOf(detail: JsonValue): string | undefined {
  const names = metrics(detail).flatMap((metric) => {
    const name = textIn(metric, 'name');
    return name === undefined ? [] : [[textIn(metric, 'namespace'), name].filter(Boolean).join(' ')];
  });
  return names.length === 0 ? undefined : [...new Set(names)].join(', ');
}

function dimensionsOf(detail: JsonValue): string | undefined {
  const all = metrics(detail).flatMap((metric) => {
    const dimensions = valueIn(metric, 'dimensions');
    return isJsonObject(dimensions)
      ? Object.keys(dimensions).map((name) => `${name} ${textIn(dimensions, name) ?? ''}`)
      : [];
  });
  return all.length === 0 ? undefined : [...new Set(all)].join(', ');
}

function thresholdOf(detail: JsonValue): string | undefined {
  return textIn(objectIn(detail, 'state', 'reasonData'), 'threshold');
}
