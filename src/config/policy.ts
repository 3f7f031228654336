import type { AccessRule, PrincipalMap } from '../access/index.ts';
import type { Gate, Leave } from '../approvals/index.ts';
import type { Route } from '../events/index.ts';
import type { Workflow, WrittenSchedule } from '../executions/index.ts';
import type { ExposedKeyPolicy } from '../incidents/index.ts';
import type { Account } from '../platform/index.ts';

/** signalbox.yaml, read and checked. */
export interface Policy {
  /** State machines that Signalbox may list, start, show and stop; `*` stands for any run of characters but `/`. */
  readonly machines: readonly string[];
  /** What is known of people beyond Slack, by Slack user id. */
  readonly people: Readonly<Record<string, Leave & { readonly email?: string; readonly iam?: string }>>;
  readonly access: readonly AccessRule[];
  /** Whether IAM is asked too about what a rule allows, and who is who there beside `people`. */
  readonly iam: { readonly narrow: boolean; readonly roles: PrincipalMap['roles'] };
  readonly gates: ReadonlyMap<string, Gate>;
  /** URLs of the queues that are polled for asks and events. */
  readonly queues: readonly string[];
  readonly routes: readonly Route[];
  /** Names under which people start state machines. */
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly schedules: readonly WrittenSchedule[];
  /** What may be done about exposed keys; absent where nothing may. */
  readonly exposedKeys?: ExposedKeyPolicy;
  /** Where Signalbox works beside its own account and Region. */
  readonly accounts: readonly Account[];
  /** How long closed approvals are kept, seconds; for ever where absent. Their audit is kept in any case. */
  readonly retention: { readonly decidedSeconds?: number };
}
