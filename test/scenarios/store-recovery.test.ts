import { copyFileSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { idOn, run } from '../cli/run.ts';
import { startApart, type BotApart } from './bot-apart.ts';
import { hasButtons, openStage, until, words, type Shown } from './stage.ts';

const stage = await openStage({});
let bot: BotApart | undefined;
afterEach(async () => {
  await bot?.stop();
  await stage.post('reset', {});
});
afterAll(() => stage.stop());

const goesOn = (executionArn: string) =>
  until(
    async () => (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status === 'SUCCEEDED',
  );
/** The command line beside that bot. */
const cli = async (beside: BotApart, ...args: string[]) =>
  run(args, { ...(await stage.get<Record<string, string>>('env')), SIGNALBOX_DATA: beside.data });
const auditOf = async (beside: BotApart) =>
  (await cli(beside, 'audit', 'export')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { what: string; approvalId: string });
const asItIsNow = async ({ ts }: Shown) => (await stage.cards()).find((card) => card.ts === ts)!;

describe('a store restored from an older copy', () => {
  it('as the manual says, decides nothing twice, and finds what was answered meanwhile', async () => {
    bot = await startApart(stage, 'restored');
    const open = await stage.promotion('U0REQUESTER', 'Jane Doe');
    const decided = await stage.promotion('U0REQUESTER', 'John Roe');
    // The decision is recorded and its token not returned yet when the copy is made.
    await stage.post('faults', {
      aws: { service: 'states', operation: 'SendTaskSuccess', error: 'ThrottlingException', times: 9 },
    });
    await stage.click('U0APPROVER', decided.card, 'approve');
    const copy = join(bot.data, 'copy.db');
    expect(await cli(bot, 'store', 'backup', copy)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Everything is in ${copy}`),
    });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(await cli(bot, 'store', 'backup', copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    // What happens after the copy is not in it.
    await goesOn(decided.executionArn);
    await stage.click('U0APPROVER', open.card, 'approve');
    await goesOn(open.executionArn);
    await bot.stop();

    // The disk goes bad: the header is gone.
    const aside = join(bot.data, 'aside');
    mkdirSync(aside);
    for (const ending of ['', '-wal', '-shm']) {
      const file = join(bot.data, `signalbox.db${ending}`);
      writeFileSync(file, Buffer.alloc(9_000, 0xa5));
    }
    expect(await cli(bot, 'store', 'check')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is damaged, or not a database'),
    });
    const refused = await startApart(stage, 'restored');
    expect(await refused.exitCode).toBe(74);

    // The manual: move the three files aside together, put the copy back, start, check.
    for (const ending of ['', '-wal', '-shm'])
      if (existsSync(join(bot.data, `signalbox.db${ending}`)))
        renameSync(join(bot.data, `signalbox.db${ending}`), join(aside, `signalbox.db${ending}`));
    copyFileSync(copy, join(bot.data, 'signalbox.db'));
    bot = await startApart(stage, 'restored');
    await until(async () => (await stage.cards()).every((card) => !hasButtons(card)));
    await until(async () => words(await asItIsNow(decided.card)).includes('The workflow goes on'));
    expect(await stage.cards()).toHaveLength(2);
    // The one was answered by us, as the execution's history proves; of the other's decision the copy knows nothing.
    const beside = bot;
    const ends = (what: string) =>
      until(async () => (await auditOf(beside)).find((line) => line.what === what));
    expect(await ends('token-returned')).toMatchObject({ detail: { proof: 'found-in-history' } });
    expect(await ends('cancelled')).toMatchObject({ approvalId: idOn(open.card) });
    expect((await auditOf(beside)).filter(({ what }) => what === 'decided')).toHaveLength(1);
    await until(async () => words(await asItIsNow(open.card)).includes('SUCCEEDED'));
    const check = await cli(bot, 'store', 'check');
    expect(check).toMatchObject({
      code: 0,
      out: expect.stringMatching(/is whole: .*\nWhole: \d+ lines of 2 /),
    });
  }, 150_000);
});
