import { z } from 'zod';
import type { Workflow } from '../executions/index.ts';
import { compileSchema, type InputSchema } from '../forms/index.ts';
import { messageOf, type JsonObject, type JsonValue } from '../platform/index.ts';
import type { Fault } from './fault.ts';
import { jsonObject } from './any-json.ts';
import { longestName } from './machine-names.ts';
import { readYaml } from './read-yaml.ts';

const workflowSchema = z.strictObject({
  machine: z
    .string()
    .min(1)
    .max(longestName)
    .describe('name of the state machine; `machines` must let Signalbox touch it'),
  description: z.string().min(1).max(1_000).describe('shown above the form').optional(),
  input: z
    .union([z.string().min(1), jsonObject], 'name a file with a JSON Schema, or write the schema here')
    .describe(
      'schema of the input (drafts 2020-12, 2019-09, 7): a file relative to this one, or written here',
    )
    .meta({ title: 'path, or JSON Schema' })
    .optional(),
  channels: z
    .array(z.string().min(1))
    .min(1, 'name at least one channel, or leave it out')
    .describe('names or ids of the channels in which it may be started; anywhere without it')
    .optional(),
});

/** `workflows`, by name. */
export const workflowsSchema = z.record(
  z.string().regex(/^\S{1,80}$/, 'a name of a workflow has 1 to 80 characters and no spaces'),
  workflowSchema,
);

type WrittenWorkflows = z.output<typeof workflowsSchema>;
export const workflowKeys = Object.keys(workflowSchema.shape);

/** The text of a file whose path is relative to signalbox.yaml. May throw. */
export type ReadBeside = (path: string) => string;

/** What `workflows:` says, each with its schema ready to check with, or every fault with its place. */
export function readWorkflows(
  written: WrittenWorkflows,
  at: (path: readonly PropertyKey[]) => string,
  readBeside?: ReadBeside,
): { readonly workflows: ReadonlyMap<string, Workflow> } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const workflows = new Map<string, Workflow>();
  for (const [name, { machine, description, input, channels = [] }] of Object.entries(written)) {
    const place = (path: readonly PropertyKey[] = []) => at(['workflows', name, 'input', ...path]);
    const read = schemaOf(input, place, readBeside);
    if (read && 'faults' in read) faults.push(...read.faults);
    else
      workflows.set(name, {
        name,
        machine,
        channels,
        ...(description !== undefined && { description }),
        ...read,
      });
  }
  return faults.length > 0 ? { faults } : { workflows };
}

type Read = { readonly input: InputSchema } | { readonly faults: readonly Fault[] };

function schemaOf(
  input: string | JsonObject | undefined,
  place: (path?: readonly PropertyKey[]) => string,
  readBeside: ReadBeside | undefined,
): Read | undefined {
  if (input === undefined) return undefined;
  return typeof input === 'string' ? schemaIn(input, place(), readBeside) : compiled(input, place);
}

function schemaIn(path: string, at: string, readBeside: ReadBeside | undefined): Read {
  const fault = (message: string) => ({ faults: [{ at, message }] });
  if (!readBeside) return fault(`"input": ${path} cannot be read from here; write the schema itself`);
  let text: string;
  try {
    text = readBeside(path);
  } catch (error) {
    return fault(
      `"input": ${path} cannot be read (${messageOf(error)}); name a JSON Schema, relative to this file`,
    );
  }
  const read = readYaml(text, path);
  if ('faults' in read) return read;
  return compiled(read.value as JsonValue, read.at);
}

function compiled(written: JsonValue, at: (path: readonly PropertyKey[]) => string): Read {
  const schema = compileSchema(written);
  if ('input' in schema) return schema;
  return {
    faults: schema.faults.map(({ path, message }) => ({
      at: at(path),
      message: `not a JSON Schema${path.length === 0 ? '' : ` at ${path.join('/')}`}: ${message}`,
    })),
  };
}
