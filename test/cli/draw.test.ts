import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListStateMachinesCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { openAway } from '../scenarios/away.ts';
import { openStage, until, type Stage } from '../scenarios/stage.ts';
import { run, runOn } from './run.ts';

const hello = 'src/workflows/hello/definition.asl.json';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'draw-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('signalbox draw of a file', () => {
  it('writes SVG to standard output, and needs no settings for that', async () => {
    const { code, out, err } = await run(['draw', hello]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^<svg [^]*Goodbye[^]*<\/svg>\n$/);
    expect((await run(['draw', hello, '--dark'])).out).not.toBe(out);
  });

  it('writes a PNG where the name says so', async () => {
    const file = join(folder, 'hello.png');
    expect(await run(['draw', hello, '-o', file])).toMatchObject({ code: 0, out: `${file} is drawn.\n` });
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  });

  it.each([
    ['a file that is not there', ['nowhere.json'], 'nowhere.json cannot be read'],
    ['what is no definition', ['package.json'], 'the definition cannot be read at /'],
    ['another kind of picture', [hello, '-o', 'x.gif'], 'ends in neither .svg nor .png'],
    [
      'an ARN of something else',
      ['arn:aws:sns:eu-west-1:000000000000:t'],
      'of no state machine and of no execution',
    ],
    ['an express execution', ['arn:aws:states:eu-west-1:000000000000:express:M:n:m'], 'keeps no history'],
    ['a name beside a file', [hello, '--execution', 'n'], 'is no ARN of an execution'],
    ['an ARN without a Region', ['arn:aws:states:eu-west-1:000000000000:stateMachine:M'], 'AWS_REGION'],
  ])('refuses %s, and says why', async (_, args, words) => {
    const { code, out, err } = await run(['draw', ...args]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(words);
  });
});

describe('signalbox draw of an ARN', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({});
  });
  afterAll(async () => {
    await stage.stop();
  });

  it('asks AWS for the definition, and for how an execution stands', async () => {
    const { stateMachines = [] } = await stage.sfn.send(new ListStateMachinesCommand({}));
    const stateMachineArn =
      stateMachines.find(({ name }) => name === 'PromotionApproval')?.stateMachineArn ?? '';
    const machine = await runOn(stage, ['draw', stateMachineArn]);
    expect(machine.out).toContain('ManualApproval');
    expect(machine.out).not.toContain('Waiting');
    const start = new StartExecutionCommand({ stateMachineArn, name: 'drawn', input: '{}' });
    const { executionArn = '' } = await stage.sfn.send(start);
    const execution = await runOn(stage, ['draw', executionArn]);
    for (const words of ['PromotionApproval', 'drawn', 'Running', 'Waiting for people'])
      expect(execution.out).toContain(words);
    expect((await runOn(stage, ['draw', stateMachineArn, '--execution', 'drawn'])).out).toContain('Waiting');
    const gone = await runOn(stage, ['draw', stateMachineArn, '--execution', 'gone']);
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('There is no execution') });
  });

  it('asks the account that the ARN names, by its role in signalbox.yaml', async () => {
    const prod = await openAway(stage.sandbox.awsOrigin, '111111111111', 'eu-west-1');
    try {
      await prod.trust('signalbox', 'prod-id');
      await prod.createMachine('deploy-api', { LookAtIt: { Type: 'Succeed' } });
      const executionArn = await prod.start('deploy-api', {});
      await until(async () => (await prod.status(executionArn)) === 'SUCCEEDED');
      const config = join(folder, 'signalbox.yaml');
      const role = 'arn:aws:iam::111111111111:role/signalbox';
      writeFileSync(
        config,
        `machines: ['*']\naccounts: { prod: { role: '${role}', externalId: prod-id, region: eu-west-1 } }\n`,
      );
      const machineArn = prod.arn('stateMachine', 'deploy-api');
      const drawn = (arn: string, file: string) => runOn(stage, ['draw', arn], { SIGNALBOX_CONFIG: file });
      expect((await drawn(machineArn, config)).out).toContain('LookAtIt');
      expect((await drawn(executionArn, config)).out).toContain('Succeeded');
      // The policy of the stage names no other account: the words say where to write it.
      const elsewhere = await runOn(stage, ['draw', machineArn]);
      expect(elsewhere).toMatchObject({ code: 1, out: '', err: expect.stringContaining('accounts:') });
      writeFileSync(config, 'accounts: 7\n');
      expect((await drawn(machineArn, config)).err).toMatch(/^Nothing was drawn: .* `signalbox lint/);
    } finally {
      prod.stop();
    }
  });
});
