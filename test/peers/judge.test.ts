import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Case {
  readonly name: string;
  readonly failure?: string;
}
interface Rule {
  readonly because: string;
  readonly source: string;
  readonly differ: readonly {
    peer: string;
    does: string;
    seen: string;
    sometimes?: true;
    cases: readonly string[];
  }[];
}
const { judge, casesOf } = (await import(join(import.meta.dirname, 'judge.mjs'))) as {
  judge: (
    results: Readonly<Record<string, readonly Case[]>>,
    rules: readonly Rule[],
  ) => { agreed: number; alone: readonly string[]; faults: readonly string[] };
  casesOf: (file: { message: string; assertionResults: readonly unknown[] }) => readonly Case[];
};

/** One written difference: `peer` takes what the sandbox refuses. */
const takes = (peer: string, name = 'refuses it'): Rule => ({
  because: 'it is refused',
  source: 'https://docs.aws.amazon.com',
  differ: [{ peer, does: 'takes it', seen: '"no error"', cases: [name] }],
});
const passes = { name: 'refuses it' };
const differs = { name: 'refuses it', failure: 'Received: "no error"' };

describe('the judge of the peers', () => {
  it('lets a case pass in which one peer agrees and the other differs as written', () => {
    const verdict = judge({ a: [passes], b: [differs] }, [takes('b')]);
    expect(verdict).toEqual({ agreed: 1, alone: [], faults: [] });
  });

  it('counts a case once, however many peers agree', () => {
    expect(judge({ a: [passes], b: [passes] }, []).agreed).toBe(1);
  });

  it('tells of cases in which no peer agrees, and does not count them', () => {
    const verdict = judge({ a: [differs], b: [differs] }, [takes('a'), takes('b')]);
    expect(verdict).toEqual({ agreed: 0, alone: ['refuses it'], faults: [] });
  });

  it.each<[string, Case, readonly Rule[], RegExp]>([
    ['that nobody wrote down', differs, [], /^a: refuses it\n {2}differs: Received: "no error"$/],
    ['that is written down of another peer', differs, [takes('b')], /differs: /],
    ['that is not there any more', passes, [takes('a')], /agrees, and is written down as differing/],
    [
      'that shows itself otherwise',
      { ...differs, failure: 'a timeout' },
      [takes('a')],
      /not as written down/,
    ],
    ['in a case that there is not', passes, [takes('a', 'gone')], /gone\n.*no such case/],
  ])('finds fault with a difference %s', (_what, one, rules, fault) => {
    const { faults } = judge({ a: [one] }, rules);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it('takes a difference that shows itself only sometimes either way', () => {
    const sometimes = takes('a').differ.map((difference) => ({ ...difference, sometimes: true as const }));
    const rules = [{ ...takes('a'), differ: sometimes }];
    expect(judge({ a: [passes] }, rules)).toEqual({ agreed: 1, alone: [], faults: [] });
    expect(judge({ a: [differs] }, rules)).toEqual({ agreed: 0, alone: ['refuses it'], faults: [] });
    expect(judge({ a: [{ ...differs, failure: 'a timeout' }] }, rules).faults).toHaveLength(1);
  });

  it('asks nothing of a peer that did not run', () => {
    expect(judge({ a: [passes] }, [takes('b')])).toEqual({ agreed: 1, alone: [], faults: [] });
  });

  it('reads the cases of a report, without the group that names the peer', () => {
    const result = (status: string, failureMessages: readonly string[] = []) => ({
      ancestorTitles: ['queues of a', 'a queue'],
      title: 'is there',
      status,
      failureMessages,
    });
    const assertionResults = [
      result('passed'),
      result('failed', ['not there', 'or here']),
      result('pending'),
    ];
    expect(casesOf({ message: '', assertionResults })).toEqual([
      { name: 'a queue › is there' },
      { name: 'a queue › is there', failure: 'not there\nor here' },
      { name: 'a queue › is there', failure: 'pending' },
    ]);
  });

  it('takes a suite that breaks before its first case for a failure', () => {
    expect(casesOf({ message: 'no module', assertionResults: [] })).toEqual([
      { name: 'the suite', failure: 'no module' },
    ]);
  });
});

describe('what is written down about the peers', () => {
  const rules = JSON.parse(readFileSync(join(import.meta.dirname, 'differences.json'), 'utf8')) as Rule[];

  it('rests on the documentation of AWS, rule by rule', () => {
    for (const { because, source } of rules) {
      expect(because).toMatch(/\w.*\.$/);
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/AWSSimpleQueueService\/latest\//);
    }
  });

  it('says of every case once what a peer does instead', () => {
    const named = rules
      .flatMap(({ differ }) => differ)
      .flatMap(({ peer, cases }) => cases.map((name) => `${peer}: ${name}`));
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((name) => !/^(ElasticMQ|moto): /.test(name))).toEqual([]);
  });
});
