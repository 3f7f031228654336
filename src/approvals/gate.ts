import type { FormField } from './form.ts';
import type { JsonObject, JsonValue } from '../platform/index.ts';

export type ReasonRule = 'none' | 'optional' | 'required';
export type Severity = 'normal' | 'high' | 'critical';

/** One step of a gate: any of the named, `need` of them. */
export interface Level {
  readonly name: string;
  /** `U0LEAD`, `@release-managers`, `email:lead@example.com`, `email:$.path.into.input`. */
  readonly any: readonly string[];
  readonly need: number;
  /** Whether somebody who decided in an earlier level may decide here too. */
  readonly repeat: boolean;
}

export interface Reminders {
  readonly afterSeconds: number;
  readonly doubling: boolean;
  readonly atMost: number;
}

export interface Escalation {
  readonly afterSeconds: number;
  readonly to: string;
}

/** A gate of signalbox.yaml: who decides, about what, and what the workflow is told. */
export interface Gate {
  readonly name: string;
  /** State machines that may use this gate; `*` stands for any run of characters. */
  readonly for: readonly string[];
  /** Where set, Signalbox polls this activity for asks. */
  readonly activity?: string;
  /** Channel name or id the card is posted to. */
  readonly channel: string;
  /** Text with `{{ $.path }}` into the ask's input. */
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly levels: readonly [Level, ...Level[]];
  /** Bounds people taken from the ask (`email:$.`): a user group, `@handle`. */
  readonly among?: string;
  readonly selfApproval: 'never' | 'allowed' | 'break-glass';
  /** `email:$.path` (claimed by the ask) or `required` (an unknown requester blocks). */
  readonly requester?: string;
  readonly reason: { readonly approve: ReasonRule; readonly reject: ReasonRule };
  /** The form as it is written, a JSON Schema. */
  readonly form?: JsonObject;
  /** What the form asks of whoever approves. */
  readonly formFields?: readonly FormField[];
  readonly output: {
    readonly approve?: JsonValue;
    readonly reject?: { readonly error: string; readonly cause: string };
  };
  readonly onReject: 'fail' | 'return';
  readonly remind?: Reminders;
  readonly escalate: readonly Escalation[];
  readonly severity: Severity;
  /** Whether an ask whose execution could not be proven may be decided. */
  readonly unverified: 'refused' | 'allowed';
  readonly notify?: 'dm';
  /** Whether asks that come in a burst share one card. */
  readonly digest: 'auto' | 'never';
}
