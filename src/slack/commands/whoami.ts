import type { Access } from '../../access/index.ts';
import { replyOf } from '../reply.ts';
import { escape, foreign, person } from '../text.ts';
import type { Command } from './command.ts';

export const whoamiCommand = (access: Access): Command => ({
  word: 'whoami',
  usage: '`/workflow whoami` · who you are to Signalbox, and which rules name you',
  async answer({ who: id }) {
    const { person: who, groups, rules } = await access.rulesFor(id);
    return replyOf(
      `You are ${person(who.id)} (${escape(who.id)}), ${who.standing === 'member' ? 'a full member of this workspace' : `here as: ${who.standing}`}.`,
      groups.length === 0
        ? 'None of the groups that the rules name has you in it.'
        : `Groups: ${groups.map((name) => foreign(name, 80)).join(', ')}`,
      ...(rules.length === 0
        ? [
            who.standing === 'member'
              ? 'No rule of signalbox.yaml allows you anything. A gate may still name you.'
              : 'Only full members of this workspace may use Signalbox.',
          ]
        : rules.map(
            (rule) => `• ${rule.allow.join(', ')} on ${rule.on.map((name) => foreign(name, 80)).join(', ')}`,
          )),
    );
  },
});
