import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import type { WebRequest, WebResponse } from '../web/request.ts';

/** The AWS query protocol: form parameters in, XML out. */
export interface QueryCall {
  readonly action: string;
  readonly params: JsonObject;
}

export function queryCallOf(request: WebRequest): QueryCall | undefined {
  const form = new URLSearchParams(request.method === 'GET' ? request.url.search : request.body.toString());
  const action = form.get('Action');
  return action === null ? undefined : { action, params: Object.fromEntries(form) };
}

export function queryAnswer(
  namespace: string,
  action: string,
  result: JsonObject,
  requestId: string,
): WebResponse {
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${elements(result)}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    requestId,
  );
}

export function queryError(
  namespace: string,
  error: { code: string; message: string; status: number },
  requestId: string,
): WebResponse {
  const kind = error.status < 500 ? 'Sender' : 'Receiver';
  return xml(
    error.status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${kind}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    requestId,
  );
}

function xml(status: number, body: string, requestId: string): WebResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function elements(value: JsonValue): string {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => `<member>${elements(item)}</member>`).join('');
  if (isJsonObject(value)) {
    return Object.entries(value)
      .map(([name, inner]) => `<${name}>${elements(inner)}</${name}>`)
      .join('');
  }
  return escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
