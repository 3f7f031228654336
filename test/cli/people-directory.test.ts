import { describe, expect, it } from '@jest/globals';
import { LookupFailed, type Directory, type Person } from '../../src/access/index.ts';
import { directoryWith, lookUp } from '../../src/cli/people-directory.ts';

const inSlack: Person = { id: 'U0A', name: 'ada', standing: 'member', email: 'ada@example.com' };
const people = { U0A: { email: 'Ada@Work.example' }, U0B: {} };

function slackThat(error?: LookupFailed): Directory {
  const answer = <T>(value: T) => (error ? Promise.reject(error) : Promise.resolve(value));
  return { person: (id) => answer({ ...inSlack, id }), members: () => answer(new Set(['U0A'])) };
}
const down = slackThat(new LookupFailed('U0A', 'no answer', { unanswered: true }));

describe('the standing of the command line’s person', () => {
  it('is Slack’s where Slack answers', async () => {
    expect(await lookUp('U0A', slackThat(), people)).toEqual({ person: inSlack, from: 'slack' });
  });

  it('is that of signalbox.yaml where Slack does not answer', async () => {
    const known = await lookUp('U0A', down, people);
    const person = { id: 'U0A', name: 'U0A', standing: 'member', email: 'ada@work.example' };
    expect(known).toEqual({ person, from: 'signalbox.yaml' });
    expect((await lookUp('U0B', down, people)).person).not.toHaveProperty('email');
  });

  it('is not known where Slack refuses, or nobody is written', async () => {
    const refusing = slackThat(new LookupFailed('U0A', 'user_not_found'));
    await expect(lookUp('U0A', refusing, people)).rejects.toThrow('user_not_found');
    await expect(lookUp('U0C', down, people)).rejects.toThrow('no answer');
  });

  it('is kept for the command, while groups need Slack and fail closed', async () => {
    const directory = directoryWith(await lookUp('U0A', down, people), down);
    expect(await directory.person('U0A', { fresh: true })).toMatchObject({ standing: 'member' });
    await expect(directory.person('U0B')).rejects.toThrow(LookupFailed);
    await expect(directory.members('release-managers')).rejects.toThrow(LookupFailed);
  });
});
