import { z } from 'zod';
import type { Step } from '../incidents/index.ts';
import { anyJson } from './any-json.ts';
import { who } from './who.ts';

/** One of `runbooks`: a button of an incident's card. */
const runbookSchema = z
  .strictObject({
    // Slack shows 75 characters of a button.
    label: z.string().min(1).max(75).describe('on the button'),
    start: z
      .string()
      .min(1)
      .describe(
        'a state machine that it starts; whoever presses needs `start` on it. A step has this or `call`',
      )
      .optional(),
    call: z
      .string()
      .regex(/^[\w-]+\.[\w-]+$/, "name one of Signalbox's own, such as exposed-key.deactivate")
      .describe("one of Signalbox's own, such as `exposed-key.deactivate`")
      .optional(),
    input: anyJson
      .describe(
        'for `start`: JSON with `{{ $.path }}`, as for routes; without it, the whole event. It is kept with the incident, so secrets are left out; ids of access keys stay',
      )
      .optional(),
    confirm: z.string().min(1).max(300).describe('asked before it is done').optional(),
    who: z
      .array(who)
      .min(1, 'name at least one person or group, or leave it out')
      .describe('who may press it, beside the right to respond; whoever has that right, without it')
      .optional(),
    second_person: z.boolean().describe('one asks for it, another one agrees').default(false),
    undo: z
      .string()
      .min(1)
      .describe('the step that takes it back, offered once this one is done; the route need not name it')
      .optional(),
    at_once: z.boolean().describe('done by Signalbox when the incident opens, without asking').default(false),
    style: z.enum(['primary', 'danger']).describe('how the button looks').optional(),
  })
  .superRefine(({ start, call, input, at_once, second_person }, context) => {
    const fault = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (start === undefined && call === undefined)
      fault('label', 'does nothing; write start: with a state machine, or call: with one of its own');
    if (start !== undefined && call !== undefined)
      fault('call', 'stands beside start; a step does one thing, make two of it');
    if (call !== undefined && input !== undefined)
      fault('input', 'is for start; a call takes what it needs from the incident');
    if (at_once && second_person)
      fault('at_once', 'is done without asking, so no second person can agree; take one of both');
  });

export const runbooksSchema = z.record(
  z.string().regex(/^[\w-]{1,40}$/, 'a name of a runbook step has letters, digits, - and _, 40 at most'),
  runbookSchema,
);

export type WrittenRunbooks = z.output<typeof runbooksSchema>;
export const runbookKeys = Object.keys(runbookSchema.shape);

/** Steps as the core knows them, by name. Without `input`, what is started gets the whole event. */
export function stepsOf(written: WrittenRunbooks): ReadonlyMap<string, Step> {
  return new Map(
    Object.entries(written).map(([name, one]) => {
      const { label, start, call = '', input = '{{ $ }}', confirm, undo, style } = one;
      const step: Step = {
        name,
        label,
        deed: start === undefined ? { kind: 'call', call } : { kind: 'start', machine: start, input },
        secondPerson: one.second_person,
        atOnce: one.at_once,
        ...(confirm !== undefined && { confirm }),
        ...(one.who && { who: one.who }),
        ...(undo !== undefined && { undo }),
        ...(style && { style }),
      };
      return [name, step] as const;
    }),
  );
}
