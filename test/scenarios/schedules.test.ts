import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { openAsking } from './asking.ts';
import { shared, until, type Shown } from './stage.ts';

const stage = shared(await openAsking());

const day = 86_400;
const runs = async (machine: string) => {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
  const { executions = [] } = await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  return executions;
};
const advance = (seconds: number) => stage.post('clock', { advance_seconds: seconds });
const shown = (user?: string) => stage.messages('workflows', user);
/** The newest message that says this, once there is one. */
const said = (words: string, user?: string): Promise<Shown> =>
  until(async () => (await shown(user)).findLast(({ text }) => text.includes(words)));
const schedule = (text: string, user = 'U0REQUESTER') => stage.command(user, `schedule ${text}`);
const added = async (line: string) => {
  await schedule(`add ${line}`);
  return (await said('scheduled *', 'U0REQUESTER')).text;
};
/** A time of every day, twelve hours from now: a day that passes from now on has it once. */
const nightlyCron = async () => {
  const { now } = await stage.get<{ now: string }>('clock');
  return `0 ${String((new Date(now).getUTCHours() + 12) % 24)} * * *`;
};
const addedNightly = async () => added(`nightly HelloWorld "${await nightlyCron()}" UTC`);
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_500));
const policy = (rest: string) => `
machines: ['*']
access: [{ allow: [list, schedule], who: [U0REQUESTER], on: ['*'] }]
${rest}`;

describe('/workflow schedule', () => {
  it('explains itself where nothing is added', async () => {
    await schedule('add');
    await said('/workflow schedule add nightly hello "0 2 * * *"', 'U0REQUESTER');
    await schedule('');
    await said('There are no schedules.', 'U0REQUESTER');
  });

  it('says a new schedule in words, with its next three times, and lists it', async () => {
    const text = await added('nightly HelloWorld "0 2 * * *" Europe/Madrid');
    expect(text).toContain('*HelloWorld* as *nightly* · At 02:00, every day, in Europe/Madrid');
    expect(text.match(/<!date\^/g)).toHaveLength(3);
    await schedule('list');
    const list = await said('*Schedules*', 'U0REQUESTER');
    expect(list.text).toContain(
      '*nightly* starts *HelloWorld* · At 02:00, every day (Europe/Madrid) · by <@U0REQUESTER>',
    );
  });

  it.each([
    ['nightly HelloWorld "61 2 * * *"', 'Invalid value for minute: 61'],
    ['nightly HelloWorld "*/5 * * * * *"', 'takes no seconds'],
    ['nightly HelloWorld "0 2 * * *" Europe/Madird', 'did you mean Europe/Madrid?'],
    ['nightly HeloWorld "0 2 * * *"', 'Did you mean "HelloWorld"?'],
    ['nightly HelloWorld "0 2 * * *" {"a": }', 'The input is not JSON'],
    ['every/night HelloWorld "0 2 * * *"', 'take letters, digits, - and _'],
  ])('refuses %s, and says what to write', async (line, words) => {
    await schedule(`add ${line}`);
    expect((await said(words, 'U0REQUESTER')).ephemeral).toBe('U0REQUESTER');
  });

  it('is refused to whom no rule allows it', async () => {
    await schedule('add nightly HelloWorld "0 2 * * *"', 'U0SECURITY');
    await said('no rule of signalbox.yaml allows you to schedule HelloWorld', 'U0SECURITY');
  });

  it('pauses, resumes and removes', async () => {
    await addedNightly();
    await schedule('pause nightly', 'U0APPROVER');
    await said('paused by <@U0APPROVER>');
    await advance(2 * day);
    await schedule('resume nightly');
    await said('resumed by <@U0REQUESTER>');
    await settled();
    expect(await runs('HelloWorld')).toHaveLength(0);
    await schedule('remove nigtly');
    await said('Did you mean "nightly"?', 'U0REQUESTER');
    await schedule('remove nightly');
    await said('removed by <@U0REQUESTER>');
    await schedule('list');
    await said('There are no schedules.', 'U0REQUESTER');
  });
});

describe('a schedule', () => {
  it('starts at each of its times, in the name of whoever added it', async () => {
    await addedNightly();
    await advance(3 * day);
    await until(async () => (await runs('HelloWorld')).length === 3);
    await stage.command('U0REQUESTER', 'status HelloWorld');
    expect((await said('HelloWorld* · nightly_', 'U0REQUESTER')).text).toContain('by <@U0REQUESTER>');
    await settled();
    expect(await runs('HelloWorld')).toHaveLength(3);
    expect((await shown()).filter(({ text }) => /did not start|should have/.test(text))).toHaveLength(0);
  });

  it('that came while Signalbox was not running is told once, and not made up for', async () => {
    await addedNightly();
    await stage.post('bot', { do: 'stop' });
    await advance(2 * day + 3_600);
    await stage.post('bot', { do: 'start' });
    const missed = await said('should have started *HelloWorld*');
    expect(missed.text).toContain(
      'Signalbox was not running. Start it now with `/workflow start HelloWorld`',
    );
    await stage.post('bot', { do: 'restart' });
    await settled();
    expect((await shown()).filter(({ text }) => text.includes('should have started'))).toHaveLength(1);
    expect(await runs('HelloWorld')).toHaveLength(0);
    await advance(day);
    await until(async () => (await runs('HelloWorld')).length === 1);
  });

  it('is told of to whoever added it, where Signalbox is not in the channel', async () => {
    await stage.command(
      'U0REQUESTER',
      `schedule add nightly HelloWorld "${await nightlyCron()}" UTC`,
      'C0GENERAL',
    );
    await until(async () =>
      (await stage.messages('general')).some(({ text }) => text.includes('scheduled *HelloWorld*')),
    );
    await stage.post('bot', { do: 'stop' });
    await advance(day + 3_600);
    await stage.post('bot', { do: 'start' });
    await until(async () =>
      (await stage.messages('D0REQUESTER')).some(({ text }) => text.includes('should have started')),
    );
  });

  it('with no overlap starts nothing while the execution before still runs, and says so once', async () => {
    await stage.createMachine('deploy-slowly', { Wait: { Type: 'Wait', Seconds: 3_600, End: true } });
    await added('often deploy-slowly "*/10 * * * *" no-overlap');
    await advance(1_900);
    const told = await said('did not start *deploy-slowly*');
    expect(told.text).toContain('of before still runs');
    await settled();
    expect(await runs('deploy-slowly')).toHaveLength(1);
    expect((await shown()).filter(({ text }) => text.includes('did not start'))).toHaveLength(1);
    await advance(3_600);
    await until(async () => (await runs('deploy-slowly')).length === 2);
  });

  it('starts nothing for somebody who may no longer start it, and says so', async () => {
    await addedNightly();
    await stage.post('bot', { do: 'restart', config: policy('') });
    await advance(day);
    const told = await said('did not start *HelloWorld*');
    expect(told.text).toContain('in the name of <@U0REQUESTER>, and they may not');
    expect(await runs('HelloWorld')).toHaveLength(0);
  });

  it('killed between the start and its record starts one execution', async () => {
    await addedNightly();
    await stage.post('faults', {
      aws: { service: 'states', operation: 'StartExecution', delay_ms: 3_000, when: 'after', times: 1 },
    });
    await advance(day);
    await until(async () => (await runs('HelloWorld')).length === 1);
    await stage.post('bot', { do: 'kill' });
    await stage.post('bot', { do: 'start' });
    await until(async () => {
      await schedule('list');
      return (await shown('U0REQUESTER')).some(({ text }) => text.includes('last ✅ succeeded'));
    });
    expect(await runs('HelloWorld')).toHaveLength(1);
  });
});

describe('a schedule of signalbox.yaml', () => {
  const file = (cron: string) =>
    policy(`schedules: [{ name: nightly, machine: HelloWorld, cron: '${cron}', channel: workflows }]`);

  it("starts in nobody's name, and is changed in the file alone", async () => {
    await stage.post('bot', { do: 'restart', config: file(await nightlyCron()) });
    await advance(day);
    await until(async () => (await runs('HelloWorld')).length === 1);
    await schedule('list');
    await said('(UTC) · from signalbox.yaml', 'U0REQUESTER');
    await schedule('remove nightly');
    await said('nightly is a schedule of signalbox.yaml: take it out there', 'U0REQUESTER');
    await schedule('pause nightly');
    await said('paused by <@U0REQUESTER>');
    await advance(day);
    await settled();
    expect(await runs('HelloWorld')).toHaveLength(1);
    await stage.post('bot', { do: 'restart', config: policy('') });
    await schedule('list');
    await said('There are no schedules.', 'U0REQUESTER');
  });

  it('that came while Signalbox was not running is told in its channel', async () => {
    await stage.post('bot', { do: 'restart', config: file(await nightlyCron()) });
    await stage.post('bot', { do: 'stop' });
    await advance(day + 3_600);
    await stage.post('bot', { do: 'start' });
    await said('should have started *HelloWorld*');
  });
});
