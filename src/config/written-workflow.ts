import type { Workflow } from '../executions/index.ts';
import { compileSchema, type InputSchema } from '../forms/index.ts';
import { messageOf, type JsonObject, type JsonValue } from '../platform/index.ts';
import type { Fault } from './fault.ts';
import type { WrittenWorkflows } from './policy-schema.ts';
import { readYaml } from './read-yaml.ts';

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
