import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { AwsError } from '../aws-error.ts';
import { isList } from '../query-lists.ts';
import { escapeXml } from '../query-protocol.ts';
import type { RestAnswer } from '../service.ts';

export const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** How forms call lists that the API has in the plural. */
const plurals: Readonly<Record<string, string>> = {
  Filter: 'Filters',
  Value: 'Values',
  SnapshotId: 'SnapshotIds',
  VolumeId: 'VolumeIds',
  Owner: 'OwnerIds',
  ResourceId: 'Resources',
  Tag: 'Tags',
  TagSpecification: 'TagSpecifications',
};
/** How answers call what is not the API's name with a small letter. */
const written: Readonly<Record<string, string>> = {
  Snapshots: 'snapshotSet',
  Volumes: 'volumeSet',
  Tags: 'tagSet',
  Attachments: 'attachmentSet',
  State: 'status',
};
/** Operations that only say that it was done. */
const done = new Set(['DeleteSnapshot', 'DeleteVolume', 'CreateTags', 'DeleteTags']);

/** A form's parameters by the names of the API. */
export function readForm(params: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      isList(value) ? [plurals[name] ?? name, value.map(readValue)] : [name, readValue(value)],
    ),
  );
}

function readValue(value: JsonValue): JsonValue {
  return isJsonObject(value) ? readForm(value) : value;
}

export function writeAnswer(operation: string, result: JsonObject, requestId: string): string {
  const body = done.has(operation) ? '<return>true</return>' : elements(result);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${body}</${operation}Response>`;
}

export function writeError({ code, message }: AwsError, requestId: string): RestAnswer {
  return {
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
  };
}

function elements(members: JsonObject): string {
  return Object.entries(members)
    .map(([name, value]) => {
      const element = written[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
      return `<${element}>${content(value)}</${element}>`;
    })
    .join('');
}

function content(value: JsonValue): string {
  if (isList(value)) return value.map((item) => `<item>${content(item)}</item>`).join('');
  if (isJsonObject(value)) return elements(value);
  return escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
}
