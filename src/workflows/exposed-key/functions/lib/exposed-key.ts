/** What AWS Health tells. https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export interface HealthEvent {
  readonly account?: string;
  readonly detail?: {
    readonly eventTypeCode?: string;
    readonly affectedAccount?: string;
    readonly affectedEntities?: readonly { readonly entityValue?: string }[];
    readonly eventMetadata?: { readonly publicKey?: string; readonly exposedUrl?: string };
  };
}

/** Which key was contained, and how; the secret half is known to nobody here, and the id travels shortened. */
export interface ContainedKey {
  readonly userName: string;
  readonly accessKey: string;
  readonly action: 'made inactive' | 'deleted' | 'left as it is (dry run)';
}

/** Such as `AKIA...` of a user, or `ASIA...` of a session. */
const keyForm = /\bA[KS]IA[A-Z0-9]{12,124}\b/;

/** The key that an event is about: in its metadata, or the first of its entities that is one. */
export function exposedKeyIn({ detail }: HealthEvent): string | undefined {
  const entities = (detail?.affectedEntities ?? []).map(({ entityValue }) => entityValue);
  for (const text of [detail?.eventMetadata?.publicKey, ...entities]) {
    const [key] = keyForm.exec(text ?? '') ?? [];
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Enough to tell which, too little to search for. */
export function shortened(key: string): string {
  return `${key.slice(0, 4)}…${key.slice(-4)}`;
}
