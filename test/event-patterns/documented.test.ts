import { describe, expect, it } from '@jest/globals';
import { matches, parsePattern } from '../../src/event-patterns/index.ts';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';

/**
 * The examples of EventBridge's own documentation: each pattern with events that it says fit, and events that do not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
interface Example {
  readonly of: string;
  readonly pattern: JsonObject;
  readonly fit: readonly JsonValue[];
  readonly miss: readonly JsonValue[];
}

const detail = (inner: JsonValue): JsonObject => ({ detail: inner });
const state = (test: JsonValue): JsonObject => detail({ state: [test] });
const states = (...values: readonly JsonValue[]) => values.map((value) => detail({ state: value }));
const file = (test: JsonValue): JsonObject => ({ FileName: [test] });
const files = (...values: readonly JsonValue[]) => values.map((value) => ({ FileName: value }));
const path = (test: JsonValue): JsonObject => ({ FilePath: [test] });
const paths = (...values: readonly JsonValue[]) => values.map((value) => ({ FilePath: value }));
const bus = (name: string) => ({ EventBusArn: `arn:aws:events:us-east-1:123456789012:event-bus/${name}` });
const counts = {
  'c-count': [{ numeric: ['>', 0, '<=', 5] }],
  'd-count': [{ numeric: ['<', 10] }],
  'x-limit': [{ numeric: ['=', 3.018e2] }],
};
const instance = (id: string) => `arn:aws:ec2:us-east-1:123456789012:instance/${id}`;

const examples: readonly Example[] = [
  {
    of: 'prefix of a text',
    pattern: { time: [{ prefix: '2017-10-02' }] },
    fit: [{ time: '2017-10-02T18:43:48Z' }],
    miss: [{ time: '2017-10-03T18:43:48Z' }],
  },
  {
    of: 'prefix in any case',
    pattern: { service: [{ prefix: { 'equals-ignore-case': 'EventB' } }] },
    fit: [{ service: 'eventbridge' }, { service: 'EVENTBRIDGE' }],
    miss: [{ service: 'sqs' }],
  },
  { of: 'suffix', pattern: file({ suffix: '.png' }), fit: files('a.png'), miss: files('a.PNG', 'a.txt') },
  {
    of: 'suffix in any case',
    pattern: file({ suffix: { 'equals-ignore-case': '.png' } }),
    fit: files('a.PNG', 'a.png'),
    miss: files('a.txt'),
  },
  {
    of: 'anything but a text',
    pattern: state({ 'anything-but': 'initializing' }),
    fit: states('running', 5),
    miss: [...states('initializing'), detail({})],
  },
  {
    of: 'anything but a number',
    pattern: detail({ 'x-limit': [{ 'anything-but': 123 }] }),
    fit: [detail({ 'x-limit': 124 })],
    miss: [detail({ 'x-limit': 123 })],
  },
  {
    of: 'anything but texts of a list',
    pattern: state({ 'anything-but': ['stopped', 'overloaded'] }),
    fit: states('running'),
    miss: states('stopped', 'overloaded'),
  },
  {
    of: 'anything but numbers of a list',
    pattern: detail({ 'x-limit': [{ 'anything-but': [100, 200, 300] }] }),
    fit: [detail({ 'x-limit': 150 })],
    miss: [detail({ 'x-limit': 200 })],
  },
  {
    of: 'anything but texts in any case',
    pattern: state({ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }),
    fit: states('running'),
    miss: states('INITIALIZING', 'Stopped'),
  },
  {
    of: 'anything but one text in any case',
    pattern: state({ 'anything-but': { 'equals-ignore-case': 'initializing' } }),
    fit: states('init'),
    miss: states('Initializing'),
  },
  {
    of: 'anything but a prefix',
    pattern: state({ 'anything-but': { prefix: 'init' } }),
    fit: states('running'),
    miss: states('initializing'),
  },
  {
    of: 'anything but prefixes of a list',
    pattern: state({ 'anything-but': { prefix: ['init', 'error'] } }),
    fit: states('running'),
    miss: states('initializing', 'error-1'),
  },
  {
    of: 'anything but a suffix',
    pattern: file({ 'anything-but': { suffix: '.txt' } }),
    fit: files('a.png'),
    miss: files('a.txt'),
  },
  {
    of: 'anything but suffixes of a list',
    pattern: file({ 'anything-but': { suffix: ['.txt', '.rtf'] } }),
    fit: files('a.png'),
    miss: files('a.txt', 'a.rtf'),
  },
  {
    of: 'anything but a wildcard',
    pattern: path({ 'anything-but': { wildcard: '*/lib/*' } }),
    fit: paths('/usr/bin/a'),
    miss: paths('/usr/lib/a'),
  },
  {
    of: 'anything but wildcards of a list',
    pattern: path({ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }),
    fit: paths('/usr/share/a'),
    miss: paths('/usr/lib/a', '/usr/bin/a'),
  },
  {
    of: 'numbers, all of them',
    pattern: detail(counts),
    fit: [detail({ 'c-count': 5, 'd-count': 9.9, 'x-limit': 301.8 })],
    miss: [
      detail({ 'c-count': 0, 'd-count': 9, 'x-limit': 301.8 }),
      detail({ 'c-count': 5, 'd-count': 9, 'x-limit': 301 }),
      detail({ 'c-count': '5', 'd-count': 9, 'x-limit': 301.8 }),
    ],
  },
  {
    of: 'addresses of a network',
    pattern: detail({ sourceIPAddress: [{ cidr: '10.0.0.0/24' }] }),
    fit: [detail({ sourceIPAddress: '10.0.0.255' })],
    miss: [detail({ sourceIPAddress: '10.0.1.1' }), detail({ sourceIPAddress: 'ec2.amazonaws.com' })],
  },
  {
    of: 'a field that is there',
    pattern: state({ exists: true }),
    fit: states('', null, 1),
    miss: [detail({ other: 1 }), detail({})],
  },
  {
    of: 'a field that is not there',
    pattern: { 'detail-type': ['T'], ...detail({ 'c-count': [{ exists: false }] }) },
    fit: [{ 'detail-type': 'T', detail: { other: 1 } }],
    miss: [{ 'detail-type': 'T', detail: { 'c-count': 1 } }],
  },
  {
    of: 'existence of leaves alone, not of what holds them',
    pattern: detail({ holder: [{ exists: true }] }),
    fit: [detail({ holder: 1 })],
    miss: [detail({ holder: { inner: 1 } })],
  },
  {
    of: 'equality in any case',
    pattern: { 'detail-type': [{ 'equals-ignore-case': 'ec2 instance state-change notification' }] },
    fit: [{ 'detail-type': 'EC2 Instance State-change Notification' }],
    miss: [{ 'detail-type': 'EC2 Instance' }],
  },
  {
    of: 'a wildcard at the end',
    pattern: { EventBusArn: [{ wildcard: 'arn:aws:events:us-east-1:123456789012:event-bus/*' }] },
    fit: [bus('mine'), bus('')],
    miss: [{ EventBusArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/mine' }],
  },
  {
    of: 'wildcards in several places',
    pattern: { EventBusArn: [{ wildcard: 'arn:aws:events:*:123456789012:event-bus/*' }] },
    fit: [bus('mine'), { EventBusArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/mine' }],
    miss: [{ EventBusArn: 'arn:aws:events:us-east-1:999999999999:event-bus/mine' }],
  },
  {
    of: 'several operators in one list, any of them',
    pattern: { FileName: [{ suffix: '.png' }, { suffix: '.jpg' }, { prefix: 'img-' }, 'exact'] },
    fit: files('a.png', 'a.jpg', 'img-1', 'exact'),
    miss: files('a.gif', 'Exact'),
  },
  {
    of: 'several operators, all of them',
    pattern: {
      time: [{ prefix: '2017-10-02' }],
      ...detail({ state: [{ 'anything-but': 'initializing' }], ...counts }),
    },
    fit: [{ time: '2017-10-02T1', detail: { state: 'on', 'c-count': 1, 'd-count': 1, 'x-limit': 301.8 } }],
    miss: [
      {
        time: '2017-10-02T1',
        detail: { state: 'initializing', 'c-count': 1, 'd-count': 1, 'x-limit': 301.8 },
      },
    ],
  },
  {
    of: 'any of several fields',
    pattern: detail({
      $or: Object.entries(counts).map(([name, tests]) => ({ [name]: tests })),
    }),
    fit: [detail({ 'c-count': 3 }), detail({ 'c-count': 9, 'd-count': 9 }), detail({ 'x-limit': 301.8 })],
    miss: [detail({ 'c-count': 9, 'd-count': 10, 'x-limit': 3 }), detail({})],
  },
  {
    of: 'lists that have something in common',
    pattern: { resources: [instance('i-b188560f'), instance('i-0000')] },
    fit: [{ resources: [instance('i-1111'), instance('i-b188560f')] }, { resources: instance('i-0000') }],
    miss: [{ resources: [instance('i-1111')] }, { resources: [] }],
  },
  {
    of: 'null and the empty text, which are not the same',
    pattern: detail({ eventVersion: [''], responseElements: [null] }),
    fit: [detail({ eventVersion: '', responseElements: null })],
    miss: [
      detail({ eventVersion: null, responseElements: null }),
      detail({ eventVersion: '', responseElements: '' }),
      detail({ eventVersion: '' }),
    ],
  },
];

describe("patterns of EventBridge's documentation", () => {
  it.each(examples)('$of', ({ pattern: written, fit, miss }) => {
    const { pattern, faults } = parsePattern(written);
    if (!pattern) throw new Error(JSON.stringify(faults));
    expect(fit.filter((event) => !matches(pattern, event))).toEqual([]);
    expect(miss.filter((event) => matches(pattern, event))).toEqual([]);
  });
});
