import { escapeXml } from './query-protocol.ts';
import type { Service } from './service.ts';

/** A service that the sandbox has not: it refuses everything, in the words that the service's SDK can read. */
export function unknownService(name: string): Service {
  const service: Service = { name, operations: {} };
  const xml = { 'content-type': 'text/xml' };
  if (name === 'ec2') {
    return {
      ...service,
      errorAnswer: ({ code, message }, requestId) => ({
        headers: xml,
        body: `<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      }),
    };
  }
  return service;
}
