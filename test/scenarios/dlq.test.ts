import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAsking, type Asking } from './asking.ts';
import { until } from './stage.ts';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

describe('signalbox dlq', () => {
  let stage: Asking;
  beforeAll(async () => {
    stage = await openAsking();
  });
  afterAll(async () => {
    await stage.stop();
  });
  const dlq = async (...args: string[]) => {
    const env = { ...process.env, ...stage.sandbox.env };
    try {
      return (await promisify(execFile)(process.execPath, [program, 'dlq', ...args], { env })).stdout;
    } catch (error) {
      return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    }
  };

  it('lists, shows without its token, and sends to the queue again what nobody could act on', async () => {
    expect(await dlq('list')).toContain('The dead-letter queue is empty.');
    const token = `sbxtok-${'a'.repeat(40)}`;
    await stage.send({ schema: 'signalbox/ask/1', gate: 'promote-to-mars', token });
    const listed = await until(async () => {
      const text = await dlq('list');
      return text.includes('there is no gate') && text;
    });
    expect(listed).not.toContain(token);
    const [id = ''] = listed.split(' ');
    // Whoever looks hides a message for a moment.
    await stage.post('clock', { advance_seconds: 30 });
    const shown = await dlq('show', id);
    expect(shown).toContain('Reason    there is no gate "promote-to-mars" in signalbox.yaml');
    expect(shown).toContain('"token": "[removed]"');
    await stage.post('clock', { advance_seconds: 30 });
    expect(await dlq('replay', id)).toContain(`${id} was sent to the queue again.`);
    // It is as impossible as before, and comes back.
    await stage.post('clock', { advance_seconds: 30 });
    await until(async () => (await dlq('list')).includes('there is no gate'));
  });

  it('says what is wrong with its arguments', async () => {
    expect(await dlq('replay')).toContain('Say which messages to replay, by id, or --all.');
    expect(await dlq('show', 'nonsense')).toContain('There is no message nonsense to be seen');
  });
});
