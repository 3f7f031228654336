import { XMLParser } from 'fast-xml-parser';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { malformedXml } from './s3-error.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  // Keys keep their blanks, and stay texts where they look like numbers.
  trimValues: false,
  parseTagValue: false,
  // Also turns `&#13;` back, which keys need.
  htmlEntities: true,
  isArray: (name) => name === 'Object',
});

export function readCreateBucket(xml: string): JsonObject {
  if (xml === '') return {};
  return { CreateBucketConfiguration: rootOf(xml, 'CreateBucketConfiguration') };
}

export function readDelete(xml: string): JsonObject {
  const { Object: Objects = [], Quiet } = rootOf(xml, 'Delete');
  return { Delete: { Objects, ...(Quiet !== undefined && { Quiet }) } };
}

/** @throws MalformedXML */
function rootOf(xml: string, name: string): JsonObject {
  const root = parsed(xml)[name];
  if (root === '') return {};
  if (!isJsonObject(root)) throw malformedXml();
  return root;
}

function parsed(xml: string): JsonObject {
  try {
    return parser.parse(xml) as Record<string, JsonValue>;
  } catch {
    throw malformedXml();
  }
}
