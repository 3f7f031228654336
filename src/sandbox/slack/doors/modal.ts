import { typedState, missingInputs } from '../inputs/state-values.ts';
import { afterSubmit, errorsIn, setStack, stackOf } from '../modal-stack.ts';
import { closedPayload, submissionPayload } from '../payloads.ts';
import { SlackError } from '../slack-error.ts';
import { blocksOf } from '../view.ts';
import { valuesIn } from './body.ts';
import { interact, taken, type Door } from './door.ts';
import { personIn, topView } from './place.ts';

/** The person presses the modal's submit button. */
export const submit: Door = async (body, needs) => {
  const { workspace } = needs;
  const user = personIn(body, workspace);
  const view = topView(body, workspace, user);
  if ((view.body['submit'] ?? null) === null)
    throw new SlackError('no_submit_button', { message: 'This modal has no submit button.' });
  const blocks = blocksOf(view);
  const { typed, faults } = typedState(blocks, valuesIn(body), view.typed, { user, workspace });
  const errors = { ...missingInputs(blocks, typed), ...faults };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  view.typed = typed;
  const { payload } = await interact(
    submissionPayload(workspace, { user, view, triggerId: needs.triggers.make(user) }),
    needs,
  );
  if (payload['response_action'] === 'errors')
    return { ok: false, errors: taken(() => errorsIn(payload, blocks)) };
  taken(() => {
    afterSubmit(workspace, user, view, payload);
  });
  return {};
};

/** The person closes the modal; with `clear_on_close` the whole stack goes. */
export const close: Door = async (body, needs) => {
  const { workspace, manifest, socket } = needs;
  const user = personIn(body, workspace);
  const view = topView(body, workspace, user);
  const isCleared = view.body['clear_on_close'] === true;
  const gone = isCleared ? [...stackOf(workspace, user)].reverse() : [view];
  setStack(
    workspace,
    user,
    stackOf(workspace, user).filter((open) => !gone.includes(open)),
  );
  for (const closed of gone) {
    if (closed.body['notify_on_close'] === true && manifest.interactive)
      await socket.deliver('interactive', closedPayload(workspace, { user, view: closed, isCleared }));
  }
  return {};
};
