import { newUuid } from '../../../platform/index.ts';
import { identityOf, type PrincipalIds } from './identity.ts';
import type { MadeCall } from './made-call.ts';
import { eventName, eventRegion, eventSource, isReadOnly } from './management.ts';
import { membersOf } from './members.ts';
import { resourcesOf, type NamedResource } from './resources.ts';

/** One event of the history, and what look-ups find it by. */
export interface TrailEvent {
  readonly id: string;
  /** Whole seconds since the epoch. */
  readonly atSeconds: number;
  readonly name: string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly username: string;
  readonly accessKeyId: string;
  readonly readOnly: boolean;
  readonly resources: readonly NamedResource[];
  /** The whole event as JSON. */
  readonly record: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const eventVersion = '1.11';

/** What CloudTrail keeps of a call. */
export function trailEventOf(call: MadeCall, idOf: PrincipalIds): TrailEvent {
  const { caller, outcome } = call;
  const id = newUuid();
  const atSeconds = Math.floor(call.at / 1000);
  const identity = identityOf(caller, idOf);
  const readOnly = isReadOnly(call.operation);
  const name = eventName(call.service, call.operation);
  const source = eventSource(call.service);
  const region = eventRegion(call.service, caller.region);
  const requestParameters = membersOf(call.params);
  const responseElements = 'result' in outcome && !readOnly ? membersOf(outcome.result) : null;
  const record = {
    eventVersion,
    userIdentity: identity.element,
    eventTime: `${new Date(atSeconds * 1000).toISOString().slice(0, 19)}Z`,
    eventSource: source,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent,
    ...('error' in outcome && { errorCode: outcome.error.code, errorMessage: outcome.error.message }),
    requestParameters,
    responseElements,
    requestID: call.requestId,
    eventID: id,
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.account,
    eventCategory: 'Management',
  };
  return {
    id,
    atSeconds,
    name,
    source,
    account: caller.account,
    region,
    username: identity.username,
    accessKeyId: caller.accessKeyId,
    readOnly,
    resources: resourcesOf(requestParameters, responseElements),
    record: JSON.stringify(record),
  };
}
