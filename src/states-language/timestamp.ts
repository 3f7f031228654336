const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** ms of an RFC 3339 timestamp with a capital T and Z, as the States Language wants it; undefined for anything else. */
export function instantOf(text: string): number | undefined {
  if (!rfc3339.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
