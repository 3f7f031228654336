import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Workflow } from '../../src/executions/index.ts';
import { compileSchema } from '../../src/forms/index.ts';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { viewFaults } from '../../src/sandbox/slack/block-kit/index.ts';
import { startForm, startFormInput, takesLink } from '../../src/slack/starting/start-form.ts';
import { startContext } from '../../src/slack/starting/start-context.ts';
import { startPicker } from '../../src/slack/starting/start-picker.ts';

function workflow(properties: JsonObject, more: JsonObject = {}): Workflow {
  const compiled = compileSchema({ type: 'object', properties, ...more });
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults));
  return { name: 'w', machine: 'M', channels: [], input: compiled.input };
}
const faultsOf = (view: unknown) => viewFaults(JSON.parse(JSON.stringify(view)) as JsonValue, 'modal');

describe('the form of a start', () => {
  it('carries what is started and where through Slack', () => {
    const view = startForm('w', workflow({ a: { type: 'string' } }), { channel: 'C0A' });
    expect(startContext(view.private_metadata ?? '')).toEqual({ name: 'w', channel: 'C0A' });
    expect(faultsOf(view)).toEqual([]);
  });

  it('is read back as the input, with faults at their fields', () => {
    const deploy = workflow(
      { version: { type: 'string', pattern: '^v' }, share: { type: 'integer', maximum: 10 } },
      { required: ['version'] },
    );
    const state = (version: string, share: string) => ({
      'form.version': { value: { value: version } },
      'form.share': { value: { value: share } },
    });
    expect(startFormInput(deploy, {}, state('v1', '5'))).toEqual({ inputText: '{"version":"v1","share":5}' });
    expect(startFormInput(deploy, {}, state('1', '50'))).toEqual({
      errors: { 'form.version': 'This must have the form ^v.', 'form.share': 'This must be <= 10.' },
    });
  });

  it('has the link to a message in the field that takes one', () => {
    const about = workflow({ permalink: { type: 'string' } });
    expect(takesLink(about)).toBe(true);
    expect(takesLink(workflow({ a: { type: 'string' } }))).toBe(false);
    expect(takesLink(undefined)).toBe(false);
    const link = 'https://x.slack.com/archives/C0A/p1';
    expect(JSON.stringify(startForm('w', about, { link }).blocks)).toContain(`"initial_value":"${link}"`);
  });

  it('becomes one box of JSON where it would be larger than Slack takes', () => {
    const long = Array.from({ length: 100 }, (_, n) => `${String(n)} ${'x'.repeat(70)}`);
    const many = workflow(Object.fromEntries(long.slice(0, 40).map((key) => [key, { enum: long }])));
    const view = startForm('w', many, {});
    expect(view.blocks).toHaveLength(2);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    const context = startContext(view.private_metadata ?? '');
    const state = { 'form.input': { value: { value: '{"a": 1}' } } };
    expect(startFormInput(many, context, state)).toEqual({ inputText: '{"a":1}' });
  });

  it('is one that Slack takes, whatever a schema says', () => {
    const leaf = fc.oneof(
      fc.record({
        type: fc.constant('string'),
        title: fc.string(),
        description: fc.string(),
        default: fc.string(),
        maxLength: fc.nat(5_000),
        minLength: fc.nat(10),
      }),
      fc.record({ type: fc.constantFrom('number', 'integer'), default: fc.integer(), minimum: fc.integer() }),
      fc.record({ type: fc.constant('boolean'), default: fc.boolean() }),
      fc.record({ enum: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }) }),
      fc.record({ type: fc.constant('array'), default: fc.array(fc.string()) }),
    );
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 80 }),
        fc.dictionary(fc.string(), leaf),
        (name, properties) => {
          const made = compileSchema({ type: 'object', properties: JSON.parse(JSON.stringify(properties)) });
          const input = 'input' in made ? { input: made.input } : {};
          const view = startForm(name, { name, machine: name, channels: [], ...input }, {});
          expect(faultsOf(view)).toEqual([]);
        },
      ),
    );
  });
});

describe('the picker', () => {
  it.each([1, 100, 101, 799, 2_000])('of %d workflows is one that Slack takes', (count) => {
    const startables = Array.from({ length: count }, (_, n) => {
      const name = `${'w'.repeat(76)}${String(n).padStart(4, '0')}`;
      return { name, machine: { name, arn: name, type: 'STANDARD' as const } };
    });
    const view = startPicker(startables, {});
    expect(faultsOf(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    expect(JSON.stringify(view).includes('more: `/workflow start NAME`')).toBe(count > 800);
  });
});
