import type { Methods } from '../method.ts';
import { appMethods } from './app.ts';
import { blocks } from './blocks.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { reactions } from './reactions.ts';
import { usergroups } from './usergroups.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** The Web API, by noun. `apps.connections.open` stands with the sockets. */
export const methods: Methods = {
  ...appMethods,
  ...blocks,
  ...chat,
  ...conversations,
  ...files,
  ...history,
  ...reactions,
  ...usergroups,
  ...users,
  ...views,
};
