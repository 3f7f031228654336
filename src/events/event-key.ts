import { digestOf, isJsonObject, type JsonObject } from '../platform/index.ts';

/**
 * What makes a repeated event one event: account, Region and id; for one without an id, its message. AWS Health sends
 * the same communication from two Regions, and to an organisation and its account: there it is the communication's page.
 */
export function eventKeyOf(envelope: JsonObject, messageId: string): string {
  const { id, account, region, source, detail } = envelope;
  if (source === 'aws.health' && isJsonObject(detail)) {
    const { eventArn, communicationId, affectedAccount, page } = detail;
    if (typeof eventArn === 'string' && typeof communicationId === 'string') {
      // Written as text; a number is the same page.
      const parts = [eventArn, communicationId, affectedAccount ?? account, Number(page ?? 1)];
      return `health/${digestOf(JSON.stringify(parts))}`;
    }
  }
  const whole = typeof id === 'string' && typeof account === 'string' && typeof region === 'string';
  return whole ? `${account}/${region}/${id}` : `message/${messageId}`;
}
