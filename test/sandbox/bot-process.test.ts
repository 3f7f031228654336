import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openLocalSlack, until, type LocalSlack } from './slack/local-slack.ts';

/** A bot that says it is ready where its configuration is not broken. */
const program = `
import { readFileSync } from 'node:fs';
const text = readFileSync(process.env.SIGNALBOX_CONFIG, 'utf8');
if (text.includes('broken')) { console.error('that is broken'); process.exit(1); }
process.send({ kind: 'ready' });
process.on('message', ({ offsetMs }) => console.log('offset ' + offsetMs + ' ' + text.slice(0, 40)));
setInterval(() => undefined, 1000);
`;

let folder: string;
let slack: LocalSlack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-bot-'));
  writeFileSync(join(folder, 'bot.mjs'), program);
  writeFileSync(join(folder, 'broken.yaml'), 'broken: true\n');
  slack = await openLocalSlack({}, join(folder, 'bot.mjs'));
});
beforeEach(async () => {
  await slack.post('reset');
});
afterAll(async () => {
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pid = async () => (await slack.get<{ pid: number | null }>('bot')).pid;
const configOf = async () => (await slack.get<Record<string, string>>('env'))['SIGNALBOX_CONFIG'] ?? '';

describe('a bot that dies by itself', () => {
  it('is not said to be alive, and can be started again', async () => {
    const first = await pid();
    expect(await slack.get('health')).toMatchObject({ ready: true });
    process.kill(Number(first), 'SIGKILL');
    await until(async () => ((await pid()) === null ? true : undefined));
    expect(await slack.get('health')).toMatchObject({ ready: false });
    const started = await slack.post('bot', { do: 'start' });
    expect(started).toMatchObject({ ok: true, pid: expect.any(Number) });
    expect(started['pid']).not.toBe(first);
    expect(await slack.get('health')).toMatchObject({ ready: true });
  });

  it('is no trouble to the one who moves the clock', async () => {
    process.kill(Number(await pid()), 'SIGKILL');
    expect(await slack.post('clock', { advance_seconds: 1 })).toMatchObject({ ok: true });
  });
});

describe('a configuration', () => {
  it.each([
    ['of several lines', 'machines: []\nbroken: true\n'],
    ['of one line', '{ broken: true }'],
  ])('%s that the bot cannot start with does not stay', async (_what, config) => {
    const before = await configOf();
    const failed = await slack.post('bot', { do: 'restart', config });
    expect(failed).toMatchObject({
      ok: false,
      error: 'bot_not_started',
      message: 'that is broken',
      pid: null,
    });
    expect(await configOf()).toBe(before);
    expect(await slack.post('bot', { do: 'start' })).toMatchObject({ ok: true });
  });

  it('in a file that breaks does not stay either', async () => {
    const before = await configOf();
    const config = join(folder, 'broken.yaml');
    expect(await slack.post('bot', { do: 'restart', config })).toMatchObject({ ok: false });
    expect(await configOf()).toBe(before);
    await slack.post('bot', { do: 'start' });
  });

  it('that works stays until a reset', async () => {
    const before = await configOf();
    expect(await slack.post('bot', { do: 'restart', config: 'machines: []' })).toMatchObject({ ok: true });
    const after = await configOf();
    expect(after).not.toBe(before);
    await slack.post('bot', { do: 'restart' });
    expect(await configOf()).toBe(after);
    await slack.post('reset');
    expect(await configOf()).toBe(before);
  });

  it('that is neither a file nor YAML is named, and the bot goes on', async () => {
    const running = await pid();
    const answer = await slack.post('bot', { do: 'restart', config: 'nowhere.yaml' });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_config', pid: running });
    expect(answer['message']).toContain('nowhere.yaml');
    expect(await pid()).toBe(running);
  });
});

describe('turns that come at once', () => {
  it('are taken one after the other, and end with one bot', async () => {
    const turns = [{ do: 'restart' }, { do: 'kill' }, { do: 'start' }, { do: 'start' }];
    const answers = await Promise.all([...turns.map((turn) => slack.post('bot', turn)), slack.post('reset')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(answers[2]?.['pid']).toBe(answers[3]?.['pid']);
    expect(await pid()).toEqual(expect.any(Number));
  });
});
