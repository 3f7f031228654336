import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { readTemplate, stackOf, type Stack } from '../../src/templates/index.ts';
import { shippedStacks } from '../../src/workflows/index.ts';

const sources = join(import.meta.dirname, '../../src/workflows');
const logs = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/**
 * What a call needs where that is not the action of its own name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const needs: Readonly<Record<string, readonly string[]>> = {
  'ec2:CopySnapshot': ['ec2:CopySnapshot', 'ec2:CreateTags'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  'lambda:UpdateFunctionCode': ['lambda:UpdateFunctionCode', 'lambda:PublishVersion', 's3:GetObject'],
  'lambda:waitUntilPublishedVersionActive': ['lambda:GetFunctionConfiguration'],
  'redshift-data:ExecuteStatement': ['redshift-data:ExecuteStatement', 'redshift-serverless:GetCredentials'],
  's3:CopyObject': ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging'],
  's3:DeleteObjects': ['s3:DeleteObject'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  // Everybody may ask who they are.
  'sts:GetCallerIdentity': [],
};
const services: Readonly<Record<string, string>> = { sfn: 'states' };

/** The actions that a function's code calls: of what it shares with others only what it uses. */
function calledBy(file: string): readonly string[] {
  const { outputFiles } = buildSync({
    ...{ entryPoints: [file], bundle: true, write: false, format: 'esm', platform: 'node' },
    external: ['@aws-sdk/*'],
  });
  const text = outputFiles[0]?.text ?? '';
  const imports = [...text.matchAll(/import \{([^}]+)\} from "@aws-sdk\/client-([\w-]+)"/g)];
  const actions = imports.flatMap(([, names = '', client = '']) =>
    names.split(',').flatMap((imported) => {
      // `GetObjectCommand as GetObjectCommand2` where two files of the bundle import it.
      const [name = '', local = name] = imported.trim().split(' as ');
      const [, call] = /^(\w+)Command$|^paginate(\w+)$|^(waitUntil\w+)$/.exec(name)?.filter(Boolean) ?? [];
      if (call === undefined || !text.includes(`${local}(`)) return [];
      const action = `${services[client] ?? client}:${call}`;
      return needs[action] ?? [action];
    }),
  );
  // Whoever may not list a bucket hears of an object that is not there that it is denied.
  const asks = /"(NoSuchKey|NotFound)"/.test(text) ? ['s3:ListBucket'] : [];
  return [...new Set([...actions, ...asks])].sort();
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

function statementsOf({ resources }: Stack, role: unknown): readonly Statement[] {
  const found = resources.find(({ arn }) => arn === role);
  const policies = (found?.properties['Policies'] ?? []) as unknown as readonly {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

const granted = (stack: Stack, role: unknown) => statementsOf(stack, role).flatMap(({ Action }) => Action);

/** The template of exposed-key grants what its parameter asks for: here both. */
const deleting = stackOf(readTemplate(readFileSync(join(sources, 'exposed-key/template.yaml'), 'utf8')), {
  ...{ name: 'exposed-key', region: 'us-east-1', account: '000000000000' },
  parameters: { Action: 'delete' },
});

describe.each(shippedStacks().map((stack) => [`${stack.folder} in ${stack.region}`, stack] as const))(
  '%s',
  (_name, stack) => {
    const { folder } = stack;
    const functions = stack.resources.filter(({ type }) => type === 'AWS::Lambda::Function');
    const roles = [...new Set(functions.map(({ properties }) => properties['Role']))];

    it('lets the functions of each role do what their code calls, and nothing else', () => {
      for (const role of roles) {
        const of = functions.filter(({ properties }) => properties['Role'] === role);
        const called = of.flatMap(({ name }) =>
          calledBy(join(sources, folder, 'functions', `${name.slice(folder.length + 1)}.ts`)),
        );
        const may = [stack, ...(folder === 'exposed-key' ? [deleting] : [])].flatMap((one) =>
          granted(one, role),
        );
        const names = of.map(({ name }) => name);
        expect({ names, may: [...new Set(may)].sort() }).toEqual({ names, may: [...new Set(called)].sort() });
        const found = stack.resources.find(({ arn }) => arn === role);
        expect(found?.properties['ManagedPolicyArns']).toEqual([logs]);
      }
    });

    it('lets each machine call the functions that its definition names, and no others', () => {
      const machines = stack.resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
      for (const { name, properties } of machines) {
        const definition = properties['DefinitionString'] as string;
        const named = [...definition.matchAll(/:function:([\w-]+)|"FunctionName": "([\w-]+)"/g)];
        const may = statementsOf(stack, properties['RoleArn'])
          .filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'))
          .flatMap(({ Resource }) => Resource)
          .map((arn) => /:function:([\w-]+)/.exec(arn)?.[1]);
        expect({ name, may: [...new Set(may)].sort() }).toEqual({
          name,
          may: [...new Set(named.map(([, arn, plain]) => arn ?? plain))].sort(),
        });
      }
    });
  },
);
