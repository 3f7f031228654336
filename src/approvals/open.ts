import { derivedId, digestOf, type Sealer } from '../platform/index.ts';
import type { Ask, Pending } from './approval.ts';
import { emptyAudit, nextEntry } from './audit.ts';
import type { BatchId } from './batch.ts';
import type { Gate } from './gate.ts';
import type { Change } from './store.ts';

/** The first record of an ask. The same token always makes the same id, so an ask that comes twice is one. */
export function open(options: {
  gate: Gate;
  ask: Ask;
  token: string;
  /** The message as it came, where the ask came by message. */
  original?: string;
  /** The batch whose card stands for this ask. */
  batch?: BatchId;
  sealer: Sealer;
  now: number;
}): Change & { approval: Pending } {
  const { gate, ask, token, original, batch, sealer, now } = options;
  const tokenDigest = digestOf(token);
  const id = derivedId('apr', tokenDigest);
  const entry = nextEntry(id, emptyAudit, {
    at: now,
    what: 'asked',
    detail: { gate: gate.name, form: ask.form, ...(batch !== undefined && { batch }) },
  });
  return {
    approval: {
      id,
      status: 'pending',
      revision: 1,
      gate,
      ask,
      provenance: {
        kind: 'being-verified',
        ...(original !== undefined && { original: sealer.seal(original, id) }),
      },
      requester: { kind: 'unknown' },
      token: { kind: 'waiting', sealed: sealer.seal(token, id) },
      tokenDigest,
      level: 0,
      decisions: [],
      card: {},
      ...(batch !== undefined && { batch }),
      due: [
        ...(batch === undefined ? [{ kind: 'show' as const, at: now, attempt: 0 }] : []),
        { kind: 'verify', at: now, attempt: 0 },
      ],
      audit: { sequence: entry.sequence, hash: entry.hash },
    },
    entries: [entry],
  };
}
