import type { WebClient } from '@slack/web-api';
import type { Executions } from '../../executions/index.ts';
import type { ModalContent, Modals } from '../modals.ts';
import type { StartContext } from './start-context.ts';
import { startForm, takesLink } from './start-form.ts';
import { startPicker } from './start-picker.ts';

interface At {
  readonly client: WebClient;
  readonly triggerId: string;
}

/** The modals in which people start something; from the command, a shortcut or App Home. */
export interface StartModals {
  /** @returns what is to be told where no modal opened */
  pick(at: At, who: string, context: StartContext): Promise<string | undefined>;
  form(at: At, who: string, name: string, context: StartContext): Promise<string | undefined>;
  /** The picker becomes the form of what was picked. */
  picked(
    in_: { readonly client: WebClient; readonly viewId: string },
    who: string,
    name: string,
    context: StartContext,
  ): Promise<void>;
}

export function createStartModals(needs: { executions: Executions; modals: Modals }): StartModals {
  const { executions, modals } = needs;

  const formOf = async (who: string, name: string, context: StartContext): Promise<ModalContent> => {
    const { channel } = context;
    const found = await executions.toStart({ who, name, ...(channel !== undefined && { channel }) });
    if (found.kind === 'refused') return found;
    const { startable } = found;
    return { kind: 'view', view: startForm(startable.name, startable.workflow, context) };
  };
  const pickerOf = async (who: string, context: StartContext): Promise<ModalContent> => {
    const { channel, link } = context;
    const found = await executions.startables({ who, ...(channel !== undefined && { channel }) });
    if (found.kind === 'refused') return found;
    const fitting =
      link === undefined ? found.startables : found.startables.filter(({ workflow }) => takesLink(workflow));
    if (fitting.length === 0)
      return {
        kind: 'refused',
        sentence:
          'No workflow that you may start here takes the link to a message. Its schema needs a text property named `permalink`.',
      };
    return { kind: 'view', view: startPicker(fitting, context, found.silent) };
  };
  return {
    pick: (at, who, context) => modals.open(at, pickerOf(who, context)),
    form: (at, who, name, context) => modals.open(at, formOf(who, name, context)),
    picked: ({ client, viewId }, who, name, context) =>
      modals.fill(client, viewId, formOf(who, name, context)),
  };
}
