import { homeOpenedEvent } from '../event-payloads.ts';
import { acked, type Door } from './door.ts';
import { personIn } from './place.ts';

/** The person opens App Home; the app hears of it where its manifest asks for that. */
export const home: Door = async (body, { workspace, events }) => {
  const user = personIn(body, workspace);
  const view = workspace.homes.get(user);
  const sent = events.send(homeOpenedEvent(workspace, { user, view, at: workspace.newTs() }), workspace);
  if (!sent) return { acked_ms: 0, delivered: false };
  return { acked_ms: acked(await sent).ackedMs };
};
