import type { Approval } from './approval.ts';
import type { ApprovalStore, AskPlace } from './store.ts';

/** Held in memory at a time. */
const together = 200;

/** Every open approval, oldest ask first, page by page. */
export async function* allOpen(records: Pick<ApprovalStore, 'pending'>): AsyncGenerator<Approval> {
  let last: AskPlace | undefined;
  for (;;) {
    const page = await records.pending(together, last);
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < together) return;
    last = { askedAt: end.ask.askedAt, id: end.id };
  }
}
