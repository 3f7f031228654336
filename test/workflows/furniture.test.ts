import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lintDefinition } from '../../src/cli/lint/lint-definition.ts';
import { drawPicture } from '../../src/pictures/index.ts';
import { isJsonObject, parseJson } from '../../src/platform/index.ts';
import { shippedFunctionFiles, shippedStacks, shippedWorkflows } from '../../src/workflows/index.ts';
import { readDocument } from '../docs/document.ts';
import { filesNamed, runNpm } from '../docs/npm-command.ts';
import { openStage, until, type Stage } from '../scenarios/stage.ts';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src/workflows');
/** By the picture's name, what docs/pictures/make.mjs made it of. */
const drawn = JSON.parse(readFileSync(join(root, 'docs/pictures/drawn.json'), 'utf8')) as Record<
  string,
  string
>;
const folders = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const resourcesOf = (folder: string, type: string) =>
  shippedStacks()
    .filter((stack) => stack.folder === folder)
    .flatMap(({ resources }) => resources.filter((resource) => resource.type === type));

describe.each(folders)('%s', (folder) => {
  const place = join(sources, folder);
  const inFolder = (file: string) => join(place, file);
  const readme = () => readDocument(inFolder('README.md'));

  it('has its furniture', () => {
    for (const file of ['definition.asl.json', 'template.yaml', 'README.md'])
      expect({ file, there: existsSync(inFolder(file)) }).toEqual({ file, there: true });
    const samples = ['sample-input.json', 'sample-event.json'].filter((file) => existsSync(inFolder(file)));
    expect(samples).not.toEqual([]);
    for (const sample of samples)
      expect(isJsonObject(parseJson(readFileSync(inFolder(sample), 'utf8')))).toBe(true);
  });

  it('has the machine of its definition, and every definition is clean', () => {
    const shipped = shippedWorkflows.find(({ name }) => name === folder);
    expect(shipped?.machine).toBeDefined();
    for (const file of readdirSync(place).filter((name) => name.endsWith('.asl.json'))) {
      const { lines } = lintDefinition(file, readFileSync(inFolder(file), 'utf8'));
      expect(lines).toEqual([expect.stringMatching(/: fine \(\d+ states\)$/)]);
    }
  });

  it('has pictures of its machines as they are now; npm run pictures draws them again', async () => {
    const { machine: main, machines = [] } = shippedWorkflows.find(({ name }) => name === folder) ?? {};
    for (const { name, definition } of machines) {
      const picture = name === main ? folder : `${folder}-${name}`;
      const { svg } = await drawPicture({ definition, title: { machine: name } });
      const now = createHash('sha256').update(svg).digest('hex');
      expect({ picture, drawn: drawn[picture] }).toEqual({ picture, drawn: now });
      expect(readme().pictures).toContain(`../../../docs/pictures/${picture}.png`);
    }
  });

  it('deploys what its folder holds', () => {
    for (const { properties } of resourcesOf(folder, 'AWS::StepFunctions::StateMachine')) {
      expect(existsSync(inFolder(properties['DefinitionS3Location'] as string))).toBe(true);
      const substitutions = Object.keys(properties['DefinitionSubstitutions'] ?? {}).sort();
      expect(substitutions).toEqual(['Account', 'Region']);
    }
    const deployed = resourcesOf(folder, 'AWS::Lambda::Function');
    for (const { name, properties } of deployed) {
      const module = name.slice(folder.length + 1);
      expect(name).toBe(`${folder}-${module}`);
      expect(properties).toMatchObject({ Code: 'functions', Handler: `${module}.handler` });
    }
    const files = [...shippedFunctionFiles().keys()].filter((name) => name.startsWith(`${folder}-`));
    expect([...new Set(deployed.map(({ name }) => name))].sort()).toEqual(files.sort());
  });

  it('gives no role more than it names', () => {
    for (const { properties } of resourcesOf(folder, 'AWS::IAM::Role')) {
      const text = JSON.stringify(properties['Policies'] ?? []);
      expect(text).not.toMatch(/"Action":("\*"|"\w+:\*"|\[[^\]]*"(\w+:)?\*")/);
    }
  });

  it('has a README that says what it does, with a picture, how to try it, how to deploy it, what it costs', () => {
    const { sections, pictures, links } = readme();
    expect([...sections.keys()]).toEqual(
      expect.arrayContaining(['What it does', 'In the sandbox', 'Deploy', 'Cost']),
    );
    for (const section of sections.values()) expect(section.split('\n').length).toBeGreaterThan(2);
    expect(pictures).not.toEqual([]);
    const missing = [...pictures, ...links].filter(
      (path) => !/^https:/.test(path) && !existsSync(inFolder(path)),
    );
    expect(missing).toEqual([]);
  });

  it('has a README whose commands work', async () => {
    const { commands } = readme();
    expect(commands).toContain(`npm run -s package -- ${folder}`);
    expect(commands.some((command) => command.startsWith('npm run sandbox -- --tour '))).toBe(true);
    for (const command of commands) {
      const { code, out, err } = await runNpm(command);
      expect({ command, code, ...(code !== 0 && { out, err }) }).toEqual({ command, code: 0 });
    }
  }, 600_000);

  it('has a README whose commands for an account are at least well written', () => {
    const { accountCommands } = readme();
    expect(accountCommands.join('\n')).toMatch(
      /aws cloudformation package[^\n]*\n.*aws cloudformation deploy/s,
    );
    const { status, stderr } = spawnSync('bash', ['-n', '-c', accountCommands.join('\n')], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    let here = root;
    for (const command of accountCommands) {
      const words = command.split(/\s+/);
      if (words[0] === 'cd') here = join(here, words[1] ?? '');
      for (const file of filesNamed(words))
        expect({ file, there: existsSync(join(here, file)) }).toEqual({ file, there: true });
    }
    const roles = resourcesOf(folder, 'AWS::IAM::Role');
    const named = roles.some(({ properties }) => 'RoleName' in properties);
    expect(accountCommands.join('\n')).toContain(named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM');
  });
});

describe('the shipped machines', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  it('are all in the sandbox under their names', async () => {
    const { stateMachines = [] } = await stage.sfn.send(new ListStateMachinesCommand({}));
    const here = shippedWorkflows
      .flatMap(({ machines }) => machines)
      .filter(({ region }) => region === 'us-east-1')
      .map(({ name }) => name);
    expect(stateMachines.map(({ name }) => name).sort()).toEqual(here.sort());
    expect(here).toEqual(expect.arrayContaining(['PromotionApproval', 'HelloWorld', 'deploy-demo']));
  });

  it.each(folders)('of %s start from Slack as its README says', async (folder) => {
    const { slackLines } = readDocument(join(sources, folder, 'README.md'));
    for (const line of slackLines) {
      const [verb, machine = ''] = line.split(' ');
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
      const started = async () =>
        (await stage.sfn.send(new ListExecutionsCommand({ stateMachineArn }))).executions?.length ?? 0;
      const before = verb === 'start' ? await started() : 0;
      expect(await stage.command('U0REQUESTER', line)).toMatchObject({ ok: true });
      if (verb === 'start') await until(async () => (await started()) > before);
      // What was told of another folder may still stand there.
      else await until(async () => (await stage.toldTo('U0REQUESTER', 'workflows')).includes(machine));
    }
  });
});
