import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Who looks at the blocks, and where faults go. */
export interface Look {
  readonly surface: Surface;
  /** @param pointer JSON pointer of the place */
  report(pointer: string, message: string): void;
}

/** What must be true of one value; says in Slack's words what is not. */
export type Rule = (value: JsonValue, at: string, look: Look) => void;

export interface Field {
  readonly rule: Rule;
  readonly required: boolean;
}

export const must = (rule: Rule): Field => ({ rule, required: true });
export const may = (rule: Rule): Field => ({ rule, required: false });

export const any: Rule = () => undefined;

const all =
  (...rules: readonly Rule[]): Rule =>
  (value, at, look) => {
    for (const rule of rules) rule(value, at, look);
  };

/** @param limits lengths in characters */
export const string =
  (limits: { least?: number; most?: number } = {}): Rule =>
  (value, at, look) => {
    if (typeof value !== 'string') look.report(at, 'must provide a string');
    else if (value.length < (limits.least ?? 0))
      look.report(at, `must be more than ${(limits.least ?? 0) - 1} characters`);
    else if (limits.most !== undefined && value.length > limits.most)
      look.report(at, `must be less than ${limits.most + 1} characters`);
  };

export const flag: Rule = (value, at, look) => {
  if (typeof value !== 'boolean') look.report(at, 'must provide a boolean');
};

export const integer =
  (limits: { least?: number; most?: number } = {}): Rule =>
  (value, at, look) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) look.report(at, 'must provide an integer');
    else if (limits.least !== undefined && value < limits.least)
      look.report(at, `must be greater than or equal to ${limits.least}`);
    else if (limits.most !== undefined && value > limits.most)
      look.report(at, `must be less than or equal to ${limits.most}`);
  };

export const oneOf =
  (...words: readonly JsonValue[]): Rule =>
  (value, at, look) => {
    if (!words.includes(value)) look.report(at, 'must be a valid enum value');
  };

/** A string that fits. @param message what Slack says where it does not */
export const fitting =
  (fits: (text: string) => boolean, message: string): Rule =>
  (value, at, look) => {
    if (typeof value !== 'string') look.report(at, 'must provide a string');
    else if (!fits(value)) look.report(at, message);
  };

/** An address with a scheme. Slack refuses more than 3,000 characters. */
export const url: Rule = all(
  string({ least: 1, most: 3_000 }),
  fitting((text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && URL.canParse(text), 'invalid url'),
);

export const list =
  (rule: Rule, limits: { least?: number; most?: number } = {}): Rule =>
  (value, at, look) => {
    if (!Array.isArray(value)) {
      look.report(at, 'must provide an array');
      return;
    }
    const items = value as readonly JsonValue[];
    if (items.length < (limits.least ?? 0))
      look.report(at, `no less than ${limits.least ?? 0} items allowed`);
    if (limits.most !== undefined && items.length > limits.most)
      look.report(at, `no more than ${limits.most} items allowed`);
    items.forEach((item, index) => {
      rule(item, `${at}/${index}`, look);
    });
  };

/** A check of a whole object, after its fields. */
export type Whole = (value: JsonObject, at: string, look: Look) => void;

export const object =
  (fields: Readonly<Record<string, Field>>, ...wholes: readonly Whole[]): Rule =>
  (value, at, look) => {
    if (!isJsonObject(value)) {
      look.report(at, 'must provide an object');
      return;
    }
    for (const [name, field] of Object.entries(fields)) {
      const inner = value[name];
      if (inner !== undefined) field.rule(inner, `${at}/${name}`, look);
      else if (field.required) look.report(at, `missing required field: ${name}`);
    }
    for (const name of Object.keys(value))
      if (!Object.hasOwn(fields, name)) look.report(at, `invalid additional property: ${name}`);
    for (const whole of wholes) whole(value, at, look);
  };

/** Chooses the rule by the object's `type`. */
export const byType =
  (rules: Readonly<Record<string, Rule>>, allowed?: (type: string, look: Look) => boolean): Rule =>
  (value, at, look) => {
    if (!isJsonObject(value)) {
      look.report(at, 'must provide an object');
      return;
    }
    const { type } = value;
    if (type === undefined) look.report(at, 'missing required field: type');
    else if (typeof type !== 'string') look.report(`${at}/type`, 'must provide a string');
    else if (!Object.hasOwn(rules, type) || allowed?.(type, look) === false)
      look.report(`${at}/type`, `unsupported type: ${type}`);
    else rules[type]?.(value, at, look);
  };

/** Of these fields exactly one must be there. */
export const exactlyOneOf =
  (...names: readonly string[]): Whole =>
  (value, at, look) => {
    const there = names.filter((name) => value[name] !== undefined);
    const words = names.map((name) => `\`${name}\``).join(' or ');
    if (there.length === 0) look.report(at, `must define either ${words}`);
    if (there.length > 1) look.report(at, `must define only one of ${words}`);
  };
