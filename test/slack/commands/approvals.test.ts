import { expect, it } from '@jest/globals';
import { answering } from './answering.ts';

/** One approval waits, for somebody else than who asks. */
const world = { machines: [], asked: { gate: { title: 'Promote Jane Doe' }, input: {} } };

it.each([
  ['approvals', 'waiting for others'],
  ['approvals all', 'Promote Jane Doe'],
  ['approvals MINE', 'Nothing waits for your decision.'],
  ['approvals bogus', '`/workflow approvals mine` or `/workflow approvals all`, not by `bogus`'],
])('"%s" is answered with "%s"', async (line, words) => {
  const { answer } = await answering(world);
  const reply = await answer(line);
  expect(reply?.text).toContain(words);
});

it('leaves out what waits for others where only mine are asked for', async () => {
  const { answer } = await answering(world);
  expect((await answer('approvals mine'))?.text).not.toContain('Promote Jane Doe');
});
