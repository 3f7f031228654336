/** One call that was signed with the key, as CloudTrail has it. */
export interface TrailEvent {
  readonly at: number;
  /** `s3:ListBuckets` */
  readonly call: string;
  readonly region: string;
  readonly address?: string;
  /** `AWS::S3::Bucket billing`, or the name alone. */
  readonly resources: readonly string[];
  /** What AWS answered instead of doing it: `AccessDenied`. */
  readonly error?: string;
}

/** What CloudTrail was asked, and what it said. */
export interface Trail {
  readonly events: readonly TrailEvent[];
  /** Regions that were read. */
  readonly regions: readonly string[];
  /** Regions with more events than were read. */
  readonly cutIn: readonly string[];
  /** Regions that could not be read, and why. */
  readonly unread: readonly { readonly region: string; readonly because: string }[];
}

export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** What the key was used for. Most frequent first everywhere. */
export interface TrailSummary {
  readonly total: number;
  readonly calls: readonly (Counted & { readonly denied: number })[];
  readonly regions: readonly Counted[];
  readonly addresses: readonly Counted[];
  readonly resources: readonly Counted[];
  readonly denied: number;
  readonly first?: number;
  readonly last?: number;
  readonly read: Omit<Trail, 'events'>;
}

/** Errors by which AWS says that the key may not. */
const denials = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

/** Pure. */
export function summarise({ events, ...read }: Trail): TrailSummary {
  const times = events.map(({ at }) => at).sort((a, b) => a - b);
  const denied = events.filter(isDenied);
  const deniedOf = new Map(counted(denied.map(({ call }) => call)).map(({ name, count }) => [name, count]));
  const [first] = times;
  const last = times.at(-1);
  return {
    total: events.length,
    calls: counted(events.map(({ call }) => call)).map((one) => ({
      ...one,
      denied: deniedOf.get(one.name) ?? 0,
    })),
    regions: counted(events.map(({ region }) => region)),
    addresses: counted(events.flatMap(({ address }) => address ?? [])),
    resources: counted(events.flatMap(({ resources }) => [...new Set(resources)])),
    denied: denied.length,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    read,
  };
}

function isDenied({ error }: TrailEvent): boolean {
  return error !== undefined && denials.test(error);
}

/** Most frequent first, then by name. */
function counted(names: readonly string[]): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
