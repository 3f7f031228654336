import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { manifestScopes } from '../../src/cli/doctor/manifest-scopes.ts';
import { slackLooks } from '../../src/cli/doctor/slack-looks.ts';
import { inWords } from '../../src/cli/doctor/finding.ts';
import { loadPolicy } from '../../src/config/index.ts';
import { createSlackCheckUp } from '../../src/slack/index.ts';
import { scopeDeeds, type ScopeDeed } from './scope-deeds.ts';
import { built, openStage, until, type Stage } from './stage.ts';

const written = readFileSync('manifest.yml', 'utf8');
const scopes = manifestScopes(written);
const folder = mkdtempSync(join(tmpdir(), 'signalbox-scopes-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface SlackCall {
  readonly method: string;
  readonly ok: boolean;
  readonly error?: string;
}
const calls = (stage: Stage) => stage.get<readonly SlackCall[]>('calls?of=slack');

/** The row of a scope; a scope without one fails with what to do. */
function deedOf(scope: string): ScopeDeed {
  const deed = scopeDeeds[scope];
  if (deed) return deed;
  throw new Error(
    `manifest.yml asks for ${scope}, and nothing shows what it is for. Add a row for it to scopeDeeds in test/scenarios/scope-deeds.ts: what somebody does, and the method of Slack that is then called. Where nobody does anything that needs it, take it out of manifest.yml.`,
  );
}

/** The shipped manifest without one of its scopes. */
function manifestWithout(scope: string): string {
  const manifest = parse(written) as { oauth_config: { scopes: { bot: string[] } } };
  manifest.oauth_config.scopes.bot = scopes.filter((one) => one !== scope);
  const file = join(folder, `without-${scope.replaceAll(':', '-')}.yml`);
  writeFileSync(file, stringify(manifest));
  return file;
}

const logOf = ({ dataFolder }: Stage) => readFileSync(join(dataFolder, 'bot.log'), 'utf8');

/** What `signalbox doctor` says of Slack. */
async function doctorOn(stage: Stage): Promise<readonly string[]> {
  const env = await stage.get<Record<string, string>>('env');
  const loaded = loadPolicy('{}', {});
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  const checkUp = createSlackCheckUp({
    botToken: env['SLACK_BOT_TOKEN'] ?? '',
    apiUrl: env['SLACK_API_URL'] ?? '',
  });
  return (await slackLooks(checkUp, { policy: loaded.policy, scopes })).map(inWords);
}

describe('the scopes of manifest.yml', () => {
  it.each(scopes)('have a deed that shows what they are for: %s', (scope) => {
    expect(deedOf(scope)).toBeDefined();
  });

  it('are enough for all of these deeds', async () => {
    const stage = await openStage();
    try {
      for (const { method, run } of scopes.map(deedOf)) {
        const answer = await run(stage);
        expect(answer ?? { ok: true }).toMatchObject({ ok: true });
        if (method !== undefined)
          await until(async () => (await calls(stage)).some((call) => call.method === method && call.ok));
      }
      // What is done after the answer has had its turn too: a last command goes the same way.
      await stage.command('U0APPROVER', 'list');
      await stage.toldTo('U0APPROVER', 'workflows');
      expect((await calls(stage)).filter(({ error }) => error === 'missing_scope')).toEqual([]);
      expect(await doctorOn(stage)).toContain(
        `✓ scopes: the ${String(scopes.length)} of manifest.yml are granted`,
      );
    } finally {
      await stage.stop();
    }
  });

  it.each(scopes)('are each needed: without %s its deed is refused, and doctor names it', async (scope) => {
    const { method, told, run } = deedOf(scope);
    const stage = await openStage({ botProgram: built, manifestFile: manifestWithout(scope) });
    try {
      const answer = await run(stage);
      if (method === undefined) expect(answer).toMatchObject({ ok: false, error: 'missing_scope' });
      else
        await until(async () =>
          (await calls(stage)).find((call) => call.method === method && call.error === 'missing_scope'),
        );
      const lacking = `missing_scope: the app lacks ${scope}`;
      if (told === 'to the person') expect(await stage.toldTo('U0APPROVER', 'workflows')).toContain(lacking);
      if (told === 'in the log') await until(() => Promise.resolve(logOf(stage).includes(lacking)));
      expect(await doctorOn(stage)).toContainEqual(
        expect.stringMatching(`^✗ scopes: ${scope} not granted → add them under "OAuth`),
      );
    } finally {
      await stage.stop();
    }
  });
});
