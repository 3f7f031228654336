import { fileURLToPath } from 'node:url';
import { createAws } from '../../aws/index.ts';
import { ConfigInvalid, lintPolicy, loadConfig, type Config } from '../../config/index.ts';
import { silentLogger, systemClock } from '../../platform/index.ts';
import { createSlackCheckUp } from '../../slack/index.ts';
import { print } from '../output.ts';
import { readFile } from '../read-file.ts';
import { awsLooks } from './aws-looks.ts';
import { fine, inWords, warning, wrong, type Finding } from './finding.ts';
import { nodeLook, storeLook } from './machine-looks.ts';
import { manifestScopes } from './manifest-scopes.ts';
import { slackLooks } from './slack-looks.ts';

const manifest = fileURLToPath(new URL('../../../manifest.yml', import.meta.url));

/** `signalbox doctor`: looks at everything that the bot needs, and changes none of it. Exit code 1 where something is wrong. */
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
    const faults = error.faults.map(({ at, message }) => ({
      sign: 'wrong' as const,
      what: `${at}: ${message}`,
    }));
    return [...[nodeLook(process.version)].filter(({ sign }) => sign !== 'fine'), ...faults];
  }
  const { policy } = config;
  const clock = systemClock();
  const aws = createAws({ ...config.aws, accounts: policy.accounts, clock, log: silentLogger() });
  const [inSlack, inAws, stored] = await Promise.all([
    slackLooks(createSlackCheckUp(config.slack), { policy, scopes: manifestScopes(readFile(manifest)) }),
    awsLooks(aws, config, clock),
    storeLook(config, clock),
  ]).finally(() => aws.stop());
  return [nodeLook(process.version), ...settingsFindings(config), ...stored, ...inSlack, ...inAws];
}

function settingsFindings({ policy, policyFile }: Config): readonly Finding[] {
  const unwise = lintPolicy(policy).flatMap(({ severity, of, message }) => {
    const what = `${of}: ${message}`;
    if (severity === 'note') return [];
    return severity === 'error' ? wrong(what, `mend ${policyFile}`) : warning(what, `look at ${policyFile}`);
  });
  return [
    fine('environment: everything that is needed is set'),
    fine(`${policyFile}: read, ${String(policy.gates.size)} gates`),
    ...unwise,
    fine('SLACK_APP_TOKEN has the form of an app-level token; whether Slack takes it shows at the start'),
  ];
}
