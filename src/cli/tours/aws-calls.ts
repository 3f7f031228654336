import { XMLParser } from 'fast-xml-parser';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** The local AWS in the protocols of its services: SDKs have no place in the command line. */
export interface AwsCalls {
  /** AWS JSON: Step Functions, SQS, Redshift Data. @throws where it is refused, with the service's words */
  json(
    service: keyof typeof targets,
    region: string,
    operation: string,
    params: JsonObject,
  ): Promise<JsonObject>;
  /** AWS Query: EC2, IAM, SNS. The members of the answer. @throws as above */
  query(
    service: keyof typeof versions,
    region: string,
    action: string,
    params: Readonly<Record<string, string>>,
  ): Promise<JsonObject>;
  /** S3. What the root of the answer's XML holds, if there is any. @throws as above */
  s3(region: string, method: 'GET' | 'PUT' | 'DELETE', path: string, body?: string): Promise<JsonObject>;
  /** An object of S3 that holds JSON. @throws as above */
  object(region: string, bucket: string, key: string): Promise<JsonObject>;
  /** What a function answers. @param qualifier version or alias. @throws as above */
  invoke(region: string, name: string, qualifier: string, payload: JsonObject): Promise<JsonObject>;
}

const targets = {
  states: { prefix: 'AWSStepFunctions', version: '1.0' },
  sqs: { prefix: 'AmazonSQS', version: '1.0' },
  'redshift-data': { prefix: 'RedshiftData', version: '1.1' },
} as const;
const versions = { ec2: '2016-11-15', iam: '2010-05-08', sns: '2010-03-31' } as const;
const lists = new Set(['item', 'member', 'Contents']);
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  isArray: (name) => lists.has(name),
});

export function createAwsCalls(origin: string): AwsCalls {
  const send = async (service: string, region: string, path: string, init: RequestInit): Promise<string> => {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        authorization: `AWS4-HMAC-SHA256 Credential=tour/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${String(response.status)}: ${text}`);
    return text;
  };
  const jsonOf = async (text: Promise<string>): Promise<JsonObject> => {
    const answer = parseJson(await text);
    return isJsonObject(answer) ? answer : {};
  };
  return {
    async json(service, region, operation, params) {
      const { prefix, version } = targets[service];
      const headers = {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${prefix}.${operation}`,
      };
      const answer = parseJson(
        await send(service, region, '/', { method: 'POST', headers, body: JSON.stringify(params) }),
      );
      return isJsonObject(answer) ? answer : {};
    },
    async query(service, region, action, params) {
      const form = new URLSearchParams({ Action: action, Version: versions[service], ...params });
      const root = rootOf(await send(service, region, '/', { method: 'POST', body: form }));
      const result = root[`${action}Result`];
      return isJsonObject(result) ? result : root;
    },
    async s3(region, method, path, body) {
      const init = { method, ...(body !== undefined && { body }) };
      return rootOf(await send('s3', region, path, init));
    },
    object: (region, bucket, key) => jsonOf(send('s3', region, `/${bucket}/${key}`, { method: 'GET' })),
    invoke(region, name, qualifier, payload) {
      const path = `/2015-03-31/functions/${name}/invocations?Qualifier=${qualifier}`;
      return jsonOf(send('lambda', region, path, { method: 'POST', body: JSON.stringify(payload) }));
    },
  };
}

function rootOf(xml: string): JsonObject {
  if (!xml.trimStart().startsWith('<')) return {};
  const [root] = Object.values(parser.parse(xml) as Record<string, JsonValue>);
  return isJsonObject(root) ? root : {};
}

/** The objects of a list in an answer, which is absent where it is empty. */
export function objectsIn(value: JsonValue | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const [name, ...rest] = path;
  if (name !== undefined) return isJsonObject(value) ? objectsIn(value[name], ...rest) : [];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

export function textIn(value: JsonObject | undefined, name: string): string {
  const found = value?.[name];
  return typeof found === 'string' ? found : '';
}
