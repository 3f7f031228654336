import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteStores } from '../../src/stores/sqlite/index.ts';
import { opening, over } from '../contracts/incident-records.ts';
import { openStage, type Stage } from '../scenarios/stage.ts';
import { runOn } from './run.ts';

describe('signalbox incidents', () => {
  let stage: Stage;
  let folder = '';
  const one = opening('alarm/checkout-5xx', { severity: 'critical' });
  const closed = opening('alarm/disk');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-incidents-'));
    stage = await openStage();
    await stage.post('bot', { do: 'stop' });
    const { SIGNALBOX_DATA: data = '' } = await stage.get<Record<string, string>>('env');
    const stores = openSqliteStores(join(data, 'signalbox.db'));
    await stores.incidents.write(one);
    await stores.incidents.write(closed);
    await stores.incidents.write(over(closed.incident, closed.incident.openedAt + 60_000));
    stores.close();
  });
  afterAll(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });

  it('lists what is open, and all that is kept, in words and as JSON', async () => {
    const { out, code } = await runOn(stage, ['incidents', 'list']);
    expect(code).toBe(0);
    expect(out).toContain('critical · open · since 2026-01-05 09:00 UTC · alarms · nobody has it');
    expect(out).toContain('1 incident open');
    expect(out).not.toContain('alarm/disk');
    const all = await runOn(stage, ['incidents', 'list', '--all', '--json']);
    expect(JSON.parse(all.out)).toMatchObject([
      { state: expect.any(String), route: 'alarms' },
      { state: expect.any(String), route: 'alarms' },
    ]);
  });

  it('shows one by the end of its id, and says where there is none', async () => {
    const { out } = await runOn(stage, ['incidents', 'show', one.incident.id.slice(-8)]);
    expect(out).toContain('# alarm/checkout-5xx');
    expect(out).toContain('## Timeline');
    expect(await runOn(stage, ['incidents', 'show', 'inc_none'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no incident "inc_none"'),
    });
  });

  it('writes a document of one, or of all that are open', async () => {
    const file = join(folder, 'incident.md');
    const { out } = await runOn(stage, ['incidents', 'export', closed.incident.id, '-o', file]);
    expect(out).toContain('1 written to');
    expect(readFileSync(file, 'utf8')).toMatch(/\*\*resolved\*\*.* Over\./);
    expect((await runOn(stage, ['incidents', 'export'])).out).toContain('# alarm/checkout-5xx');
  });

  it('has them in the audit, which is whole', async () => {
    const { out } = await runOn(stage, ['audit', 'export', '--incident', closed.incident.id]);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { what: string }).what),
    ).toEqual(['opened', 'resolved']);
    expect((await runOn(stage, ['audit', 'verify'])).out).toContain('of 2 incidents');
  });
});
