import { S3Error } from './s3-error.ts';

/** A part of a body: from the first to the last byte, both of it. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

/**
 * The part that a Range header asks for. Undefined where the whole is meant: no header, several parts, or none that can be
 * read. https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 * @throws InvalidRange
 */
export function partOf(range: string | undefined, size: number): Part | undefined {
  const [found, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (found === undefined || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  if (first <= last) return { first, last };
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', 416, {
    elements: { RangeRequested: found, ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${String(size)}` },
  });
}
