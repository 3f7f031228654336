import type { Caller } from '../caller.ts';
import { invalidParameter, noSuchQueue, sqsError } from './errors.ts';

/** Where a queue is, in the world of its account. */
export interface Place {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
const longestName = 80;

export function checkQueueName(name: string, fifo: boolean): void {
  const stem = fifo ? name.replace(/\.fifo$/, '') : name;
  if (/^[\w-]+$/.test(stem) && name.length <= longestName && name.endsWith('.fifo') === fifo) return;
  throw invalidParameter(
    fifo || name.endsWith('.fifo')
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

export function arnOf({ region, account, name }: Place): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

export function urlOf(origin: string, { account, name }: Place): string {
  return `${origin}/${account}/${name}`;
}

/** Account and name, the last two parts of a path; undefined where they are none. */
export function queueOfPath(path: string): { readonly account: string; readonly name: string } | undefined {
  const [, account, name] = /(?:^|\/)(\d{12})\/([\w-]+(?:\.fifo)?)\/?$/.exec(path) ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}

/** The queue of a URL, whatever its host: the Region is that of the signature. A bare name is the caller's own. */
export function placeOfUrl(url: string, caller: Caller): Place {
  if (/^[\w-]+(\.fifo)?$/.test(url)) return { region: caller.region, account: caller.account, name: url };
  const found = queueOfPath(url);
  if (!found) throw url.includes('/') ? noSuchQueue() : badAddress(url);
  return { region: caller.region, ...found };
}

function badAddress(url: string) {
  return sqsError('QueueDoesNotExist', `The address ${url} is not valid for this endpoint.`);
}
