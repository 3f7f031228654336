/** What somebody may do to executions and approvals; the words of `access:` in signalbox.yaml. */
export type Action =
  | 'list'
  | 'status'
  | 'history'
  | 'start'
  | 'abort'
  | 'redrive'
  | 'approvals'
  | 'schedule'
  | 'watch'
  /** To work on incidents; `on:` names routes then, not state machines. */
  | 'respond';

/** One line of `access:`. Nothing is allowed that no rule allows. */
export interface AccessRule {
  readonly allow: readonly Action[];
  /** User ids (`U0APPROVER`) and user groups (`@release-managers`); `@everyone` is every full member. */
  readonly who: readonly string[];
  /** State machine names; `*` stands for any run of characters. */
  readonly on: readonly string[];
}
