import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import type { WebRequest, WebResponse } from '../web/request.ts';
import { isList } from './query-lists.ts';
import { queryParams } from './query-params.ts';

/** The AWS query protocol: form parameters in, XML out. */
export interface QueryCall {
  readonly action: string;
  readonly params: JsonObject;
}

export function queryCallOf(request: WebRequest): QueryCall | undefined {
  const form = new URLSearchParams(request.method === 'GET' ? request.url.search : request.body.toString());
  const action = form.get('Action');
  return action === null ? undefined : { action, params: queryParams(form) };
}

/**
 * How a list is written: as `<Name><member/><member/></Name>`, or flattened, its name repeated. A list called `entry` is
 * a map's and always repeated: `{ Attributes: { entry: [{ key, value }] } }`.
 */
export type QueryLists = 'members' | 'flattened';

export function queryAnswer(
  namespace: string,
  action: string,
  result: JsonObject,
  requestId: string,
  lists: QueryLists = 'members',
): WebResponse {
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${elements(result, lists)}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    requestId,
  );
}

export function queryError(
  namespace: string,
  error: { code: string; message: string; status: number; queryCode?: string | undefined },
  requestId: string,
): WebResponse {
  const kind = error.status < 500 ? 'Sender' : 'Receiver';
  return xml(
    error.status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${kind}</Type><Code>${escapeXml(error.queryCode ?? error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    requestId,
  );
}

function xml(status: number, body: string, requestId: string): WebResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function elements(value: JsonValue, lists: QueryLists): string {
  if (isList(value)) return value.map((item) => element('member', item, lists)).join('');
  if (!isJsonObject(value)) return escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(value)
    .map(([name, inner]) =>
      isList(inner) && (lists === 'flattened' || name === 'entry')
        ? inner.map((item) => element(name, item, lists)).join('')
        : element(name, inner, lists),
    )
    .join('');
}

function element(name: string, value: JsonValue, lists: QueryLists): string {
  return `<${name}>${elements(value, lists)}</${name}>`;
}

/** A carriage return written as itself would be read as a line feed. https://www.w3.org/TR/xml/#sec-line-ends */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}
