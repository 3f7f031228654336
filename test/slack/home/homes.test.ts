import { describe, expect, it } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { createShiftableClock, silentLogger, type JsonValue } from '../../../src/platform/index.ts';
import { viewFaults } from '../../../src/sandbox/slack/block-kit/index.ts';
import { createHomes, drawHome, homePart } from '../../../src/slack/home/index.ts';

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

function open() {
  const clock = createShiftableClock({ frozenAt: 1_000_000 });
  const published: string[] = [];
  const state = { words: 'one', fails: false };
  const homes = createHomes({
    draw: async (who) => [section(`${who}: ${state.words}`)],
    publish: async (_who, [block]) => {
      if (state.fails) throw new Error('ratelimited');
      published.push(block?.type === 'section' ? (block.text?.text ?? '') : '');
    },
    clock,
    log: silentLogger(),
  });
  const later = async (seconds: number) => {
    for (let passed = 0; passed < seconds * 10; passed += 1) {
      await clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { homes, published, state, later };
}

describe('App Home', () => {
  it('follows what changes by itself, and many changes at once are one', async () => {
    const { homes, published, state, later } = open();
    await homes.open('U0A');
    await later(10);
    for (const words of ['two', 'three', 'four']) {
      state.words = words;
      homes.changed();
      await later(0.2);
    }
    await later(5);
    expect(published).toEqual(['U0A: one', 'U0A: four']);
  });

  it('is not published where it shows the same already', async () => {
    const { homes, published, later } = open();
    await homes.open('U0A');
    homes.changed();
    await later(300);
    expect(published).toHaveLength(1);
  });

  it('changes no oftener than every three seconds for one person, and ends with the newest', async () => {
    const { homes, published, state, later } = open();
    await homes.open('U0A');
    for (let change = 0; change < 100; change += 1) {
      state.words = String(change);
      homes.changed();
      await later(0.1);
    }
    await later(5);
    expect(published.length).toBeGreaterThan(2);
    expect(published.length).toBeLessThanOrEqual(6);
    expect(published.at(-1)).toBe('U0A: 99');
  });

  it('sees within a minute what another replica did', async () => {
    const { homes, published, state, later } = open();
    await homes.open('U0A');
    state.words = 'elsewhere';
    await later(61);
    expect(published.at(-1)).toBe('U0A: elsewhere');
  });

  it('is not followed for whoever opened it more than an hour ago, until they open it again', async () => {
    const { homes, published, state, later } = open();
    await homes.open('U0A');
    await later(3_700);
    state.words = 'two';
    homes.changed();
    await later(10);
    expect(published).toEqual(['U0A: one']);
    await homes.open('U0A');
    expect(published.at(-1)).toBe('U0A: two');
  });

  it('says so where Slack does not take it, and shows it at the next look', async () => {
    const { homes, published, state, later } = open();
    state.fails = true;
    expect(await homes.open('U0A')).toBe(false);
    state.fails = false;
    homes.changed();
    await later(5);
    expect(published).toEqual(['U0A: one']);
  });

  it('shows its other parts where one could not be read, and never more than Slack takes', async () => {
    const part = (title: string, read: () => Promise<number>) =>
      homePart(
        { title, read, blocks: (count: number) => Array.from({ length: count }, () => section('x')) },
        silentLogger(),
      );
    const blocks = await drawHome('U0A', [
      part('Broken', () => Promise.reject(new Error('no'))),
      part('Long', async () => 300),
    ]);
    expect(JSON.stringify(blocks)).toContain('could not be looked up just now');
    expect(blocks).toHaveLength(100);
    expect(viewFaults(JSON.parse(JSON.stringify({ type: 'home', blocks })) as JsonValue, 'home')).toEqual([]);
  });
});
