import type { JsonObject } from '../../platform/index.ts';
import { quoted, type Stage, type Tour } from './stage.ts';

/** An alarm goes off, somebody has it, and it is over by itself. */
export const alarm: Tour = {
  about: 'an alarm goes off again and again: one card, acknowledged, and closed when the alarm is OK',
  async play(stage) {
    stage.say('CloudWatch says that orders are late.');
    await tell(stage, 'ALARM', 0);
    const card = await stage.message('incidents', (words) => words.includes('Alarm orders-late went off'));
    stage.say(`One card appears in #incidents:\n${quoted(card.words)}`);

    stage.say('\nThe requester, who may not respond, presses Acknowledge.');
    await acknowledge(stage, 'U0REQUESTER', card.ts);
    const refused = await stage.message('incidents', (words) => words.includes('respond'), 'requester');
    stage.say(`Signalbox answers only them:\n${quoted(refused.words)}`);

    stage.say('\nSecurity, who may, acknowledges it.');
    await acknowledge(stage, 'U0SECURITY', card.ts);
    const taken = await stage.message('incidents', (words) => words.includes('cknowledged by'));
    stage.say(`\n${quoted(taken.words)}`);

    stage.say('\nThe alarm goes off again, and is OK a while later.');
    await tell(stage, 'ALARM', 60);
    await tell(stage, 'OK', 120);
    const closed = await stage.message(
      'incidents',
      (words) => words.includes('Alarm orders-late') && words.includes('esolved'),
    );
    stage.say(`The card closes by itself:\n${quoted(closed.words)}`);
    stage.expect('it is the same message', closed.ts, card.ts);
  },
};

async function acknowledge(stage: Stage, user: string, ts: string): Promise<void> {
  await stage.door('click', { user, channel: 'incidents', ts, action_id: 'incident.acknowledge' });
}

/** As CloudWatch tells it. @param later seconds after the first */
async function tell(stage: Stage, value: 'ALARM' | 'OK', later: number): Promise<void> {
  const before = value === 'OK' ? 'ALARM' : 'OK';
  const timestamp = new Date(Date.UTC(2026, 4, 1, 12, 0, later)).toISOString().replace('Z', '+0000');
  const metric = { namespace: 'Orders', name: 'SecondsLate', dimensions: { Service: 'billing-api' } };
  const detail: JsonObject = {
    alarmName: 'orders-late',
    state: { value, reason: `Threshold Crossed: ${value}`, timestamp },
    previousState: { value: before },
    configuration: {
      description: 'Orders wait for more than five minutes.',
      metrics: [{ id: 'm1', metricStat: { metric, period: 60, stat: 'Maximum' }, returnData: true }],
    },
  };
  await stage.door('event', {
    source: 'aws.cloudwatch',
    detail_type: 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:orders-late'],
    detail,
  });
}
