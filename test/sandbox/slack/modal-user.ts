import { modal, type Answer, type Fields, type LocalSlack } from './local-slack.ts';
import type { TestApp } from './test-app.ts';

export const user = 'U0APPROVER';

/** The id of the view that an answer gives. */
export const idOf = (answer: Answer) => (answer['view'] as { id: string }).id;

/** Somebody for whom the app opens modals, and who fills them in. */
export function modalUser({ slack, app }: { slack: LocalSlack; app: TestApp }) {
  /** A fresh trigger, from a command. */
  const trigger = async (): Promise<unknown> => {
    await slack.post('command', { user, channel: 'workflows', command: '/workflow' });
    return app.last()['trigger_id'];
  };
  return {
    trigger,
    open: async (blocks: readonly Fields[], more: Fields = {}): Promise<string> => {
      const view = modal(blocks, more);
      return idOf(await slack.api('views.open', { trigger_id: await trigger(), view }));
    },
    submit: (viewId: string, values: Fields = {}) => slack.post('submit', { user, view_id: viewId, values }),
    /** The modal that the person sees. */
    top: async () => {
      type Seen = Fields & { id: string; blocks: readonly Fields[] };
      return (await slack.get<{ modal: Seen | null }>(`views?user=${user}`)).modal;
    },
  };
}
