import type { WebRequest } from '../web/request.ts';

/** One part of a multipart body. */
interface Part {
  readonly name: string;
  readonly content: Buffer;
}

/** The fields of a form, multipart or not; undefined where it cannot be read. */
export function formIn(request: WebRequest): Iterable<readonly [string, string]> | undefined {
  if (!isMultipart(request)) return new URLSearchParams(request.body.toString());
  return partsIn(request)?.map(({ name, content }) => [name, content.toString()] as const);
}

/** The bytes of an upload: the body itself, or the first part of a form. */
export function uploadedBytes(request: WebRequest): Buffer {
  if (!isMultipart(request)) return request.body;
  return partsIn(request)?.[0]?.content ?? Buffer.alloc(0);
}

function isMultipart({ headers }: WebRequest): boolean {
  return (headers['content-type'] ?? '').toLowerCase().startsWith('multipart/');
}

/** https://www.rfc-editor.org/rfc/rfc7578 */
function partsIn({ headers, body }: WebRequest): readonly Part[] | undefined {
  const found = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers['content-type'] ?? '');
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return undefined;
  const parts: Part[] = [];
  let at = body.indexOf(`--${boundary}`);
  while (at >= 0) {
    const from = at + boundary.length + 2;
    // Two dashes after the boundary end the body.
    if (body.subarray(from, from + 2).toString() === '--') return parts;
    const head = body.indexOf('\r\n\r\n', from);
    const next = body.indexOf(`\r\n--${boundary}`, from);
    if (head < 0 || next < 0) return undefined;
    const name = /[;\s]name="([^"]*)"/i.exec(body.subarray(from, head).toString())?.[1];
    if (name === undefined) return undefined;
    parts.push({ name, content: body.subarray(Math.min(head + 4, next), next) });
    at = next + 2;
  }
  return undefined;
}
