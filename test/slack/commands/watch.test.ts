import { expect, it } from '@jest/globals';
import { answering } from './answering.ts';

it.each([
  ['watch', 'Watch what?'],
  ['watch deploy-api stop now', 'behind the name stands `stop` or nothing, not `stop now`'],
  ['watch deploy-api <!channel>', 'not `&lt;!channel&gt;`'],
])('"%s" is answered with "%s"', async (line, words) => {
  const { answer } = await answering({ machines: ['deploy-api'], executions: ['run-1'] });
  expect((await answer(line))?.text).toContain(words);
});
