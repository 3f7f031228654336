import type { Json, JsonMap } from './template.ts';

/** What a template's functions ask for. */
export interface Scope {
  ref(name: string): Json;
  attribute(resource: string, name: string): Json;
  condition(name: string): boolean;
}

/** What CloudFormation takes for "leave this property out". */
const noValue = 'AWS::NoValue';

/** A value with CloudFormation's functions worked out. @throws where it uses one that is not read here */
export function resolve(value: Json, scope: Scope): Json {
  if (isList(value)) return value.map((item) => resolve(item, scope)).filter((item) => !isNoValue(item));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', null], ...more] = Object.entries(value);
  const isCall =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  if (more.length === 0 && isCall) return call(name, argument, scope);
  const resolved = Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)] as const);
  return Object.fromEntries(resolved.filter(([, inner]) => !isNoValue(inner)));
}

function call(name: string, argument: Json, scope: Scope): Json {
  const list = () => resolve(argument, scope) as readonly Json[];
  switch (name) {
    case 'Ref':
      return argument === noValue ? { [noValue]: true } : scope.ref(text(argument));
    case 'Condition':
      return scope.condition(text(argument));
    case 'Fn::GetAtt': {
      const [resource = '', ...attribute] = isList(argument) ? argument.map(text) : text(argument).split('.');
      return scope.attribute(resource, attribute.join('.'));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Join': {
      const [separator = '', parts = []] = list();
      return (parts as readonly Json[]).map(text).join(text(separator));
    }
    case 'Fn::Select': {
      const [index = 0, from = []] = list();
      return (from as readonly Json[])[Number(index)] ?? '';
    }
    case 'Fn::Split': {
      const [separator = '', whole = ''] = list();
      return text(whole).split(text(separator));
    }
    case 'Fn::If': {
      const [condition = '', then = null, otherwise = null] = argument as readonly Json[];
      return resolve(scope.condition(text(condition)) ? then : otherwise, scope);
    }
    case 'Fn::Equals': {
      const [one, other] = list();
      return one === other;
    }
    case 'Fn::Not':
      return list()[0] !== true;
    case 'Fn::And':
      return list().every((item) => item === true);
    case 'Fn::Or':
      return list().some((item) => item === true);
    default:
      throw new Error(`${name} is not read here; write what it gives, or add it to resolve.ts.`);
  }
}

/** `${Name}` and `${Name.Attribute}`; `${!Name}` stays as it is without the mark. */
function substitute(argument: Json, scope: Scope): string {
  const [pattern = '', own = {}] = isList(argument) ? argument : [argument];
  const values = resolve(own, scope) as JsonMap;
  return text(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const given = values[name];
    if (given !== undefined) return text(given);
    const [resource = '', ...attribute] = name.split('.');
    return text(attribute.length === 0 ? scope.ref(name) : scope.attribute(resource, attribute.join('.')));
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isNoValue(value: Json): boolean {
  return typeof value === 'object' && value !== null && noValue in value;
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
