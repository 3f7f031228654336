import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAws } from '../../aws/index.ts';
import { ConfigInvalid, lintPolicy, loadConfig, type Config } from '../../config/index.ts';
import { silentLogger } from '../../platform/index.ts';
import { createSlackCheckUp } from '../../slack/index.ts';
import { print } from '../output.ts';
import { readFile } from '../read-file.ts';
import { awsLooks } from './aws-looks.ts';
import { fine, inWords, warning, wrong, type Finding } from './finding.ts';
import { manifestScopes } from './manifest-scopes.ts';
import { slackLooks } from './slack-looks.ts';

const manifest = fileURLToPath(new URL('../../../manifest.yml', import.meta.url));

/** `signalbox doctor`: looks at everything that the bot needs, and changes nothing. Exit code 1 where something is wrong. */
export async function doctor(): Promise<void> {
  const findings = await examine();
  for (const finding of findings) print(inWords(finding));
  const count = findings.filter(({ sign }) => sign === 'wrong').length;
  print(count === 0 ? 'Nothing is wrong.' : `${String(count)} thing(s) to mend.`);
  if (count > 0) process.exitCode = 1;
}

async function examine(): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = loadConfig(readFile);
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    return error.faults.map(({ at, message }) => ({ sign: 'wrong', what: `${at}: ${message}` }));
  }
  const { policy } = config;
  const aws = createAws({ ...config.aws, log: silentLogger() });
  const [inSlack, inAws] = await Promise.all([
    slackLooks(createSlackCheckUp(config.slack), { policy, scopes: manifestScopes(readFile(manifest)) }),
    awsLooks(aws, policy),
  ]).finally(() => aws.stop());
  return [...settingsFindings(config), ...inSlack, ...inAws];
}

function settingsFindings({ policy, policyFile, dataFolder }: Config): readonly Finding[] {
  const unwise = lintPolicy(policy).flatMap(({ severity, of, message }) => {
    const what = `${of}: ${message}`;
    if (severity === 'note') return [];
    return severity === 'error' ? wrong(what, `mend ${policyFile}`) : warning(what, `look at ${policyFile}`);
  });
  return [
    fine('environment: everything that is needed is set'),
    fine(`${policyFile}: read, ${String(policy.gates.size)} gates`),
    ...unwise,
    existsSync(join(dataFolder, 'signalbox.db'))
      ? fine(`SIGNALBOX_DATA: records in ${dataFolder}`)
      : warning(
          `SIGNALBOX_DATA: no records in ${dataFolder} yet`,
          'nothing, if the bot has never run; else name its folder',
        ),
    fine('SLACK_APP_TOKEN has the form of an app-level token; whether Slack takes it shows at the start'),
  ];
}
