import { newUuid, type JsonObject } from '../../../../platform/index.ts';
import { inOrder } from './call.ts';

/** A result with what the SDK adds about the answer that it came in. @param now ms */
export function withSdkMetadata(
  result: JsonObject,
  answer: {
    now: number;
    contentType: string;
    contentLength: number;
    /** Further headers, which stand first. */
    headers?: Readonly<Record<string, string>>;
    connection?: string;
  },
): JsonObject {
  const requestId = newUuid();
  const headers: Record<string, string> = {
    ...answer.headers,
    [answer.connection ?? 'connection']: 'keep-alive',
    'Content-Length': String(answer.contentLength),
    'Content-Type': answer.contentType,
    Date: new Date(answer.now).toUTCString(),
    'x-amzn-RequestId': requestId,
  };
  return inOrder({
    ...result,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  });
}
