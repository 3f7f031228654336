import { describe, expect, it } from '@jest/globals';
import { isOffered, type Incident, type Step, type StepNews } from '../../src/incidents/index.ts';
import { openRoom } from './room.ts';

const step = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  label: name,
  deed: { kind: 'call', call: `test.${name}` },
  secondPerson: false,
  atOnce: false,
  ...more,
});
const runbook = [
  step('block', { undo: 'unblock' }),
  step('unblock'),
  step('delete', { secondPerson: true, who: ['@security', 'U1'] }),
  step('repair', { deed: { kind: 'start', machine: 'repair', input: {} } }),
];

async function opened(steps: readonly Step[] = runbook) {
  const room = openRoom();
  const { id } = await room.happens('key/one', {}, { runbook: steps });
  const record = async () => (await room.stores.incidents.get(id)) as Incident;
  const press = (who: string, name: string) =>
    room.incidents.press({ incidentId: id, who, wish: { kind: 'step', step: name } });
  /** What due work finds out about the steps that are going. */
  const looked = async (news: StepNews) => {
    const going = room.ledger.goingSteps(await record());
    await room.ledger.stepsLooked(
      id,
      going.map((one) => ({ ...one, news })),
    );
  };
  const offered = async () => {
    const incident = await record();
    return incident.plan.runbook.filter((one) => isOffered(incident, one)).map(({ name }) => name);
  };
  return { ...room, id, record, press, looked, offered };
}

describe('a step of a runbook', () => {
  it('is recorded as going, and due, until it is known to be done', async () => {
    const { press, record, looked, clock } = await opened();
    expect(await press('U1', 'block')).toMatchObject({ kind: 'accepted' });
    expect((await record()).steps['block']).toEqual({ kind: 'going', by: 'U1', at: clock.now() });
    await looked({ kind: 'not-yet', until: clock.now() + 5_000 });
    expect((await record()).due).toContainEqual({ kind: 'step', at: clock.now() + 5_000, attempt: 1 });
    await looked({ kind: 'done', says: 'The key is inactive.' });
    const incident = await record();
    expect(incident.steps['block']).toMatchObject({ kind: 'done', by: 'U1', says: 'The key is inactive.' });
    expect(incident.due.map(({ kind }) => kind)).not.toContain('step');
    expect(incident.timeline.at(-1)).toMatchObject({
      what: 'step-done',
      says: 'block: The key is inactive.',
    });
  });

  it('is carried out once: a second press hears so', async () => {
    const { press, looked } = await opened();
    await press('U1', 'block');
    expect(await press('U2', 'block')).toMatchObject({
      kind: 'unchanged',
      sentence: '"block" is being carried out already, for Name of U1.',
    });
    await looked({ kind: 'done', says: 'Done.' });
    expect(await press('U2', 'block')).toMatchObject({ kind: 'unchanged' });
  });

  it('that failed says why, and can be pressed again', async () => {
    const { press, looked, record, offered } = await opened();
    await press('U1', 'block');
    await looked({ kind: 'failed', because: 'IAM refused.' });
    expect((await record()).steps['block']).toMatchObject({ kind: 'failed', because: 'IAM refused.' });
    expect(await offered()).toContain('block');
    expect(await press('U2', 'block')).toMatchObject({ kind: 'accepted' });
  });

  it('is taken back only after it was done, and can be done again then', async () => {
    const { press, looked, offered, record } = await opened();
    expect(await offered()).toEqual(['block', 'delete', 'repair']);
    expect(await press('U1', 'unblock')).toMatchObject({ kind: 'refused' });
    await press('U1', 'block');
    await looked({ kind: 'done', says: 'Done.' });
    expect(await offered()).toEqual(['unblock', 'delete', 'repair']);
    await press('U2', 'unblock');
    await looked({ kind: 'done', says: 'Undone.' });
    expect(await offered()).toEqual(['block', 'delete', 'repair']);
    await press('U1', 'block');
    await looked({ kind: 'done', says: 'Done again.' });
    expect(await offered()).toEqual(['unblock', 'delete', 'repair']);
    expect((await record()).steps).not.toHaveProperty('unblock');
  });

  it('that wants a second person is done when another one agrees, never by who asked', async () => {
    const { press, record, clock } = await opened();
    expect(await press('U1', 'delete')).toMatchObject({ kind: 'accepted' });
    expect((await record()).timeline.at(-1)).toMatchObject({ what: 'step-asked', who: 'U1' });
    expect(await press('U1', 'delete')).toMatchObject({
      kind: 'unchanged',
      sentence: expect.stringContaining('somebody else must agree'),
    });
    expect(await press('U2', 'delete')).toMatchObject({ kind: 'accepted' });
    expect((await record()).steps['delete']).toEqual({
      kind: 'going',
      by: 'U1',
      agreedBy: 'U2',
      at: clock.now(),
    });
  });

  it('is for those that it names', async () => {
    const { press } = await opened([step('only', { who: ['@security'] })]);
    expect(await press('U1', 'only')).toMatchObject({
      kind: 'refused',
      sentence: '"only" is for @security, and you are not among them. Nothing was done.',
    });
    expect(await press('U2', 'only')).toMatchObject({ kind: 'accepted' });
  });

  it('that starts a state machine wants the right to start it', async () => {
    const { press, refused } = await opened();
    expect(await press('U1', 'repair')).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/^Nothing was started: no rule/),
    });
    expect(refused).toMatchObject([{ who: 'U1', action: 'start', resource: 'repair' }]);
    expect(await press('U2', 'repair')).toMatchObject({ kind: 'accepted' });
  });

  it('that started an execution relates it, and is done with it', async () => {
    const { press, looked, record, clock } = await opened();
    await press('U2', 'repair');
    await looked({ kind: 'started', executionArn: 'arn:run', says: 'started repair.' });
    expect(await record()).toMatchObject({
      related: [{ kind: 'execution', id: 'arn:run' }],
      steps: { repair: { kind: 'going', executionArn: 'arn:run' } },
    });
    // Many a run is over at once: nobody waits a minute to hear of it.
    expect((await record()).due).toContainEqual(
      expect.objectContaining({ kind: 'step', at: clock.now() + 2_000 }),
    );
    await looked({ kind: 'done', says: 'The execution succeeded.' });
    expect((await record()).steps['repair']).toMatchObject({ kind: 'done', executionArn: 'arn:run' });
  });

  it('that is done at once is going from the first moment, and due', async () => {
    const { record, clock } = await opened([step('block', { atOnce: true })]);
    const incident = await record();
    expect(incident.steps['block']).toEqual({ kind: 'going', at: clock.now() });
    expect(incident.due.map(({ kind }) => kind)).toContain('step');
    expect(incident.timeline.map(({ says }) => says)).toContain('block: begun at once.');
  });

  it('that no runbook has is refused', async () => {
    const { press } = await opened();
    expect(await press('U1', 'dance')).toMatchObject({ kind: 'refused' });
  });
});
