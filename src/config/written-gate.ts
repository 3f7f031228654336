import type { Gate } from '../approvals/index.ts';
import type { FormField } from '../forms/index.ts';
import type { WrittenGate } from './policy-schema.ts';

/** A gate as the core knows it, of one as it is written in the file. */
export function gateOf(name: string, written: WrittenGate, formFields?: readonly FormField[]): Gate {
  const {
    self_approval,
    on_reject,
    levels,
    remind,
    escalate,
    output,
    activity,
    among,
    requester,
    form,
    notify,
    ...same
  } = written;
  const [first, ...others] = levels;
  if (!first) throw new Error('the schema lets no gate without levels through');
  return {
    ...same,
    name,
    levels: [first, ...others],
    selfApproval: self_approval,
    onReject: on_reject,
    escalate: escalate.map(({ after, to }) => ({ afterSeconds: after, to })),
    output: {
      ...(output.approve !== undefined && { approve: output.approve }),
      ...(output.reject && { reject: output.reject }),
    },
    ...(activity !== undefined && { activity }),
    ...(among !== undefined && { among }),
    ...(requester !== undefined && { requester }),
    ...(form && { form }),
    ...(formFields && { formFields }),
    ...(notify && { notify }),
    ...(remind && {
      remind: { afterSeconds: remind.after, doubling: remind.doubling, atMost: remind.at_most },
    }),
  };
}
