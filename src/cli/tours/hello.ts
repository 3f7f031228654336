import { endedExecution, eventsOf } from './execution.ts';
import { quoted, type Tour } from './stage.ts';

const machine = 'HelloWorld';

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
    const execution = await endedExecution(stage, machine);
    await answer('status HelloWorld', (words) => words.startsWith('HelloWorld ·'));
    stage.expect('the execution', execution['status'], 'SUCCEEDED');
    const runs = await eventsOf(stage, execution, 'LambdaFunctionSucceeded');
    stage.expect('runs of the one function', runs.length, 4);
  },
};
