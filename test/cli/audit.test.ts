import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyAudit, nextEntry, type AuditEntry } from '../../src/approvals/index.ts';
import { auditLine, createChains, type AuditLine } from '../../src/cli/audit-chains.ts';
import { openDatabase } from '../../src/stores/sqlite/database.ts';
import { opening, over } from '../contracts/incident-records.ts';
import { openStage, until, words, type Stage } from '../scenarios/stage.ts';
import { idOn, run, runOn } from './run.ts';

/** Two chains, their lines one after the other in turn. */
function twoChains(): readonly AuditEntry[] {
  const heads = { apr_a: emptyAudit, apr_b: emptyAudit };
  return (['asked', 'verified', 'decided'] as const).flatMap((what, index) =>
    (['apr_a', 'apr_b'] as const).map((id) => {
      const entry = nextEntry(id, heads[id], { at: 1_000 + index, what, detail: { reason: 'fine' } });
      heads[id] = { sequence: entry.sequence, hash: entry.hash };
      return entry;
    }),
  );
}

const asLines = (entries: readonly AuditLine[]) => entries.map((entry) => JSON.stringify(entry));

/** The number of the first broken line, or 0. */
function firstBroken(lines: readonly string[]): number {
  const chains = createChains({ mayBeginLate: true });
  return (
    lines.findIndex((text) => {
      const entry = auditLine(text);
      return !entry || chains.add(entry) !== undefined;
    }) + 1
  );
}

describe('the chains of an export', () => {
  it('are whole as they were written, each approval’s for itself', () => {
    expect(firstBroken(asLines(twoChains()))).toBe(0);
  });

  it('are broken by one flipped bit, at every byte there is', () => {
    const text = asLines(twoChains()).join('\n');
    const survivors = Array.from({ length: text.length }, (_none, at) => at).filter((at) => {
      const bytes = Buffer.from(text);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      return firstBroken(bytes.toString('utf8').split('\n')) === 0;
    });
    expect(survivors).toEqual([]);
  });

  it('are broken by a line left out, doubled or moved', () => {
    const lines = asLines(twoChains());
    expect(firstBroken(lines.filter((_line, index) => index !== 2))).toBe(4);
    expect(firstBroken([...lines.slice(0, 3), ...lines.slice(2)])).toBe(4);
    expect(firstBroken([...lines.slice(0, 2), ...lines.slice(4), ...lines.slice(2, 4)])).toBe(3);
  });

  it('are those of incidents too, each for itself, and broken by a changed word', () => {
    const first = opening('alarm/one');
    const lines = asLines([
      ...first.entries,
      ...opening('alarm/two').entries,
      ...over(first.incident, 2_000).entries,
    ]);
    expect(firstBroken(lines)).toBe(0);
    expect(firstBroken(lines.map((text) => text.replace('Over.', 'Fine.')))).toBe(3);
    expect(firstBroken(lines.slice(1))).toBe(0);
    expect(firstBroken([lines[2] ?? '', lines[0] ?? ''])).toBe(2);
  });

  it('may begin late in an export with --since, and not in the records', () => {
    const late = twoChains().slice(2);
    const [first] = late;
    const chains = createChains({ mayBeginLate: true });
    expect(late.map((entry) => chains.add(entry))).toEqual(late.map(() => undefined));
    expect(chains).toMatchObject({ lines: 4, begunLate: 2 });
    if (first)
      expect(createChains({ mayBeginLate: false }).add(first)).toContain('line 2 of its chain, where 1');
  });
});

describe('signalbox audit', () => {
  let stage: Stage;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-audit-'));
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });

  it('exports what people did, and finds the line where one byte was changed', async () => {
    const { card } = await stage.promotion();
    const { card: other } = await stage.promotion('U0REQUESTER', 'John Doe');
    await stage.click('U0APPROVER', card, 'approve');
    await stage.card((one) => words(one).includes('The workflow goes on'));
    const exported = await until(async () => {
      const ran = await runOn(stage, ['audit', 'export']);
      return ran.out.includes('token-returned') && ran.out;
    });
    expect(exported).not.toContain('sbxtok');
    const file = join(folder, 'whole.jsonl');
    writeFileSync(file, exported);
    expect(await run(['audit', 'verify', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Whole: \d+ lines of 2 approvals/),
    });
    const lines = exported.trim().split('\n');
    const at = lines.findIndex((line) => line.includes('"decided"'));
    lines[at] = (lines[at] ?? '').replace('U0APPROVER', 'U0APPROVES');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const broken = await run(['audit', 'verify', file]);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(`${file}:${String(at + 1)}: broken: approval ${idOn(card)}`);
    const one = await runOn(stage, ['audit', 'export', '--approval', idOn(other)]);
    expect(
      new Set(
        one.out
          .trim()
          .split('\n')
          .map((text) => auditLine(text))
          .map((line) => line && 'approvalId' in line && line.approvalId),
      ),
    ).toEqual(new Set([idOn(other)]));
    expect((await runOn(stage, ['audit', 'export', '--since', '2999-01-01'])).out).toBe('');
  });

  it('verifies the records, and misses the lines that somebody took out of them', async () => {
    expect(await runOn(stage, ['audit', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Whole'),
    });
    const { SIGNALBOX_DATA: data = '' } = await stage.get<Record<string, string>>('env');
    await stage.post('bot', { do: 'stop' });
    const database = openDatabase(join(data, 'signalbox.db'));
    database.prepare('DROP TRIGGER audit_is_never_deleted').run();
    database.prepare('DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)').run();
    database.close();
    const ran = await runOn(stage, ['audit', 'verify']);
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('its last lines are missing') });
  });

  it.each([
    ['a date that is none', ['audit', 'export', '--since', 'yesterday'], 2, 'write a date'],
    ['a file that is not there', ['audit', 'verify', '/nowhere.jsonl'], 1, 'cannot be read'],
  ])('says what is wrong with %s', async (_what, args, code, why) => {
    expect(await run(args)).toMatchObject({ code, err: expect.stringContaining(why) });
  });

  it('calls a file that is no export broken at its first line', async () => {
    const file = join(folder, 'other.txt');
    writeFileSync(file, 'hello\n');
    const ran = await run(['audit', 'verify', file]);
    expect(ran).toMatchObject({ code: 1, out: `${file}:1: broken: it is no line of an audit\n` });
    expect(readFileSync(file, 'utf8')).toBe('hello\n');
  });
});
