import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAccessRoom, type AccessRoom, type RefusalLine } from '../../src/access/index.ts';
import { createShiftableClock, silentLogger, type ShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { members } from './access.ts';

let room: AccessRoom;
let clock: ShiftableClock;
let lines: () => Promise<readonly RefusalLine[]>;
beforeEach(() => {
  clock = createShiftableClock({ frozenAt: 1_767_603_600_000 });
  const { refusals } = createMemoryStores();
  const nobody = () => Promise.reject(new Error('nobody asks'));
  room = createAccessRoom({
    directory: members({}, [{ id: 'U1', name: 'jane', standing: 'member' }]),
    rules: () => [],
    narrowedBy: () => undefined,
    simulator: { simulate: nobody },
    place: nobody,
    machines: nobody,
    store: refusals,
    clock,
    log: silentLogger(),
  });
  lines = async () => {
    const found: RefusalLine[] = [];
    for await (const line of refusals.lines()) found.push(line);
    return found;
  };
});

describe('a refusal', () => {
  it('is a line with who, action, resource and why', async () => {
    await room.access.demand('U1', 'start', 'hello');
    expect(await lines()).toMatchObject([
      {
        person: 'U1',
        sequence: 1,
        what: 'refused',
        detail: { action: 'start', resource: 'hello', because: expect.stringContaining('no rule') },
      },
    ]);
  });

  it('is counted, and not written, where one person has too many; the count is written in the end', async () => {
    for (let count = 0; count < 500; count += 1) await room.access.demand('U1', 'start', 'hello');
    expect(await lines()).toHaveLength(20);
    await room.flush();
    await room.flush();
    const all = await lines();
    expect(all).toHaveLength(21);
    expect(all.at(-1)).toMatchObject({
      what: 'refusals-counted',
      detail: { tooManyAtOnce: 0, notWritten: 480 },
    });
    await clock.advance(60_000);
    await room.access.demand('U1', 'start', 'hello');
    expect(await lines()).toHaveLength(22);
  });
});

describe('the limits', () => {
  it('let sixty commands through at once and one a second after that, for each person', () => {
    for (let count = 0; count < 60; count += 1) expect(room.limits.onCommand('U1')).toBeUndefined();
    expect(room.limits.onCommand('U1')).toMatch(/^Nothing was done: .* Try again in 1 second\.$/);
    expect(room.limits.onCommand('U2')).toBeUndefined();
  });

  it('let a person go on after the time that they say', async () => {
    for (let count = 0; count < 61; count += 1) room.limits.onCommand('U1');
    await clock.advance(1_000);
    expect(room.limits.onCommand('U1')).toBeUndefined();
    expect(room.limits.onCommand('U1')).toContain('Try again');
  });

  it('count presses that were refused, and no others', () => {
    for (let count = 0; count < 1_000; count += 1) expect(room.limits.onPress('U1')).toBeUndefined();
    for (let count = 0; count < 30; count += 1) room.limits.onPressRefused('U1');
    expect(room.limits.onPress('U1')).toMatch(/^Nothing was decided: .*Try again in 2 seconds\.$/);
  });

  it('leave one line of how much was too much', async () => {
    for (let count = 0; count < 100; count += 1) room.limits.onCommand('U1');
    expect(await lines()).toEqual([]);
    await room.flush();
    expect(await lines()).toMatchObject([{ detail: { tooManyAtOnce: 40, notWritten: 0 } }]);
  });
});
