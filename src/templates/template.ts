import { parse, type Tags, type YAMLMap, type YAMLSeq } from 'yaml';

export type Json = string | number | boolean | null | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}

/** A CloudFormation template, as far as a stack of a shipped workflow is made from it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string | number }>>;
  readonly Conditions?: JsonMap;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: JsonMap;
}

const shortForms = ['Sub', 'GetAtt', 'Join', 'Select', 'Split', 'If', 'Equals', 'Not', 'And', 'Or'];
const functionOf: Readonly<Record<string, string>> = {
  Ref: 'Ref',
  Condition: 'Condition',
  ...Object.fromEntries(shortForms.map((name) => [name, `Fn::${name}`])),
};

/** `!Ref x` is `{ Ref: x }`, `!Sub x` is `{ "Fn::Sub": x }`: YAML's short forms as JSON has them. */
const tags: Tags = Object.entries(functionOf).flatMap(([name, whole]) => [
  { tag: `!${name}`, resolve: (text: string) => ({ [whole]: text }) },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (list: Composed): unknown => ({ [whole]: list.toJSON() as unknown }),
  },
]);
type Composed = YAMLMap.Parsed | YAMLSeq.Parsed;

export function readTemplate(text: string): Template {
  return parse(text, { customTags: tags }) as Template;
}
