import type { ModalView } from '@slack/types';
import type { Workflow } from '../../executions/index.ts';
import { drawForm, faultsByField, fieldForLink, filledInput, type Drawing } from '../../forms/index.ts';
import { formBlock, formBlocks, formValues } from '../form-blocks.ts';
import { foreign } from '../text.ts';
import type { StartContext } from './start-context.ts';

export const startFormCallback = 'start.form';
/** A view has 250 KB at most. https://docs.slack.dev/reference/views/modal-views */
const largestView = 240_000;

/** The form of what is started: a workflow with its schema, or a state machine that no workflow speaks of. Pure. */
export function startForm(name: string, workflow: Workflow | undefined, context: StartContext): ModalView {
  const drawn = viewOf(name, workflow, { ...context, name });
  return JSON.stringify(drawn).length <= largestView
    ? drawn
    : viewOf(name, workflow, { ...context, name, asJson: true });
}

/** What somebody filled in: the input, or what is wrong by block. Pure. */
export function startFormInput(
  workflow: Workflow | undefined,
  context: StartContext,
  state: Parameters<typeof formValues>[1],
): { readonly inputText: string } | { readonly errors: Readonly<Record<string, string>> } {
  const drawing = drawingOf(workflow, context);
  const fields = drawing.fields.map(({ field }) => field);
  const filled = filledInput(drawing, formValues(fields, state));
  const faults =
    'faults' in filled ? filled.faults : faultsByField(drawing, workflow?.input?.faults(filled.input) ?? []);
  const errors = Object.entries(faults).map(
    ([field, words]) => [formBlock(field), words.slice(0, 1_000)] as const,
  );
  if (errors.length > 0 || 'faults' in filled) return { errors: Object.fromEntries(errors) };
  return { inputText: JSON.stringify(filled.input) };
}

/** Whether its form has a place for the link to a message. Pure. */
export function takesLink(workflow: Workflow | undefined): boolean {
  return fieldForLink(drawForm(workflow?.input?.schema)) !== undefined;
}

function drawingOf(workflow: Workflow | undefined, { asJson }: StartContext): Drawing {
  return drawForm(asJson === true ? undefined : workflow?.input?.schema);
}

function viewOf(name: string, workflow: Workflow | undefined, context: StartContext): ModalView {
  const drawing = drawingOf(workflow, context);
  const { link } = context;
  const forLink = link === undefined ? undefined : fieldForLink(drawing);
  const fields = drawing.fields.map(({ field }) =>
    link !== undefined && field === forLink?.field ? { ...field, initial: link } : field,
  );
  const machine =
    workflow && workflow.machine !== name ? ` · state machine ${foreign(workflow.machine, 80)}` : '';
  const lines = [
    `*${foreign(name, 80)}*${machine}`,
    ...(workflow?.description === undefined ? [] : [foreign(workflow.description, 1_000)]),
    ...(fields.length === 0 ? ['It takes no input.'] : []),
  ];
  return {
    type: 'modal',
    callback_id: startFormCallback,
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text', text: 'Start a workflow' },
    submit: { type: 'plain_text', text: 'Start' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: lines.join('\n') } }, ...formBlocks(fields)],
  };
}
