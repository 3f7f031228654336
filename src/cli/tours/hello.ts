import type { JsonObject } from '../../platform/index.ts';
import { quoted, type Tour } from './stage.ts';

const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:HelloWorld';

/** First steps: look, start, look again; a typo and a broken input on the way. */
export const hello: Tour = {
  about: 'first steps: list, start, status, and what happens with a typo',
  async play(stage) {
    const answer = async (text: string, fits: (words: string) => boolean) => {
      await stage.command('requester', 'workflows', text);
      const said = await stage.message('workflows', fits, 'requester');
      stage.say(`Signalbox answers:\n${quoted(said.words)}\n`);
      return said.words;
    };
    await answer('list', (words) => words.startsWith('State machines'));
    await answer('strat HelloWorld', (words) => words.startsWith('I do not know'));
    await answer('start HelloWorld {name: Jane}', (words) => words.includes('not started'));
    await answer('start HelloWorld {“name”: “Jane”}', (words) => words.includes('started HelloWorld'));
    const execution = await stage.until('the end of the execution', async () => {
      const listed = await stage.states('ListExecutions', { stateMachineArn: machineArn, maxResults: 1 });
      const [newest] = listed['executions'] as readonly JsonObject[];
      return newest && newest['status'] !== 'RUNNING' ? newest : undefined;
    });
    await answer('status HelloWorld', (words) => words.startsWith('HelloWorld ·'));
    stage.expect('the execution', execution['status'], 'SUCCEEDED');
    const history = await stage.states('GetExecutionHistory', {
      executionArn: execution['executionArn'] ?? '',
      maxResults: 1000,
    });
    const events = history['events'] as readonly JsonObject[];
    stage.expect(
      'runs of the one function',
      events.filter(({ type }) => type === 'LambdaFunctionSucceeded').length,
      4,
    );
  },
};
