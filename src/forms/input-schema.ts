import { Ajv, type ErrorObject, type Options } from 'ajv';
import type AnyAjv from 'ajv/dist/core.js';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isJsonObject, messageOf, nearest, type JsonObject, type JsonValue } from '../platform/index.ts';
import type { FormFault } from './gate-form.ts';

/** What does not fit, and where below the input. */
export interface InputFault {
  readonly path: readonly string[];
  /** Behind the place it makes a sentence: `is missing`. */
  readonly message: string;
}

/** A JSON Schema, ready to check inputs with. */
export interface InputSchema {
  readonly schema: JsonObject;
  faults(input: JsonValue): readonly InputFault[];
}

/** Faults told at once; more say nothing new. */
const mostFaults = 10;

const options: Options = {
  allErrors: true,
  logger: false,
  // A slip of the pen in a keyword is a fault of the file; how types are combined is a matter of taste.
  strictTypes: false,
  strictTuples: false,
  allowUnionTypes: true,
};
const dialects: readonly (readonly [RegExp, () => AnyAjv.default])[] = [
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, () => new Ajv2020(options)],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, () => new Ajv2019(options)],
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, () => new Ajv(options)],
];

/** @returns every fault of the schema with its place where it is none. Draft 2020-12 where it does not say. */
export function compileSchema(
  written: JsonValue,
): { readonly input: InputSchema } | { readonly faults: readonly FormFault[] } {
  if (!isJsonObject(written))
    return { faults: [{ path: [], message: 'a JSON Schema is an object such as {"type": "object"}' }] };
  const dialect = written['$schema'] ?? 'https://json-schema.org/draft/2020-12/schema';
  const make = dialects.find(([name]) => typeof dialect === 'string' && name.test(dialect))?.[1];
  if (!make) {
    const message = `${JSON.stringify(dialect)} is not a JSON Schema that Signalbox reads; write drafts 2020-12, 2019-09 or 7`;
    return { faults: [{ path: ['$schema'], message }] };
  }
  const ajv = make();
  formats.default(ajv);
  ajv.addFormat('users', /^[UW][A-Z0-9]+$/);
  try {
    if (ajv.validateSchema(written) !== true) {
      const found = (ajv.errors ?? []).slice(0, mostFaults);
      return {
        faults: found.map((error) => ({ path: pathOf(error.instancePath), message: wordsOf(error) })),
      };
    }
    const check = ajv.compile(written);
    return {
      input: {
        schema: written,
        faults(input) {
          if (check(input)) return [];
          return (check.errors ?? []).slice(0, mostFaults).map((error) => faultOf(error, written));
        },
      },
    };
  } catch (error) {
    return {
      faults: [{ path: [], message: `is no JSON Schema: ${messageOf(error).replace(/^strict mode: /, '')}` }],
    };
  }
}

/** `$.deploy.region is missing. $.count must be integer.` */
export function faultsInWords(faults: readonly InputFault[]): string {
  return faults.map(({ path, message }) => sentence(`${placeInWords(path)} ${message}`)).join(' ');
}

/** With the full stop that it lacks. */
export function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

function placeInWords(path: readonly string[]): string {
  const steps = path.map((key) =>
    /^\d+$/.test(key) ? `[${key}]` : /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `['${key}']`,
  );
  return path.length === 0 ? 'The input' : `$${steps.join('')}`;
}

function pathOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Params = Readonly<Record<string, unknown>>;

function faultOf(error: ErrorObject, schema: JsonObject): InputFault {
  const path = pathOf(error.instancePath);
  const { missingProperty, additionalProperty } = error.params as Params;
  if (error.keyword === 'required' && typeof missingProperty === 'string')
    return { path: [...path, missingProperty], message: 'is missing' };
  if (error.keyword === 'additionalProperties' && typeof additionalProperty === 'string') {
    const known = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
    const meant = path.length === 0 ? nearest(additionalProperty, known) : undefined;
    const words = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return { path: [...path, additionalProperty], message: `is not known to the schema${words}` };
  }
  return { path, message: wordsOf(error) };
}

function wordsOf({ keyword, params, message = 'does not fit' }: ErrorObject): string {
  const { allowedValues, allowedValue, type, format, pattern } = params as Params;
  switch (keyword) {
    case 'enum':
      return `must be one of ${JSON.stringify(allowedValues).slice(1, -1).replaceAll(',', ', ')}`;
    case 'const':
      return `must be ${JSON.stringify(allowedValue)}`;
    case 'type':
      return `must be ${[type].flat().map(String).join(' or ')}`;
    case 'format':
      return `must be a valid ${String(format)}`;
    case 'pattern':
      return `must have the form ${String(pattern)}`;
    default:
      return message;
  }
}
