import { afterEach, describe, expect, it } from '@jest/globals';
import { createHealth } from '../../src/app/health.ts';
import { createMetrics, type createHttp } from '../../src/http/index.ts';

const measured = {
  incidents: () => Promise.resolve([]),
  pending: () => Promise.resolve(0),
  oldestPendingSeconds: () => Promise.resolve(0),
  due: () => Promise.resolve(0),
  connections: () => 0,
  store: () => true,
};
const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

async function healthOf(world: { trouble?: string; connections: number }) {
  const health = createHealth({
    config: { httpPort: 0, httpHost: '127.0.0.1' },
    metrics: createMetrics(measured),
    storeTrouble: () => world.trouble,
    connections: () => world.connections,
  });
  const [http] = health.parts as readonly ReturnType<typeof createHttp>[];
  if (!http) throw new Error('no port');
  await http.start();
  stopping.push(() => http.stop());
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${String(http.port())}/ready`);
    return `${String(response.status)} ${(await response.text()).trim()}`;
  };
  return { health, ready };
}

describe('whether the bot is ready', () => {
  it('is said with the first reason why it is not', async () => {
    const world: { trouble?: string; connections: number } = { connections: 0 };
    const { health, ready } = await healthOf(world);
    expect(await ready()).toBe('503 not ready: starting or stopping');
    health.becomes(true);
    expect(await ready()).toBe('503 not ready: no connection to Slack');
    world.trouble = 'the disk is full';
    expect(await ready()).toBe('503 not ready: the disk is full');
    delete world.trouble;
    world.connections = 2;
    expect(await ready()).toBe('200 ready');
    health.becomes(false);
    expect(health.isUp()).toBe(false);
    expect(await ready()).toBe('503 not ready: starting or stopping');
  });

  it('is said to nobody where no port is named', () => {
    const { parts } = createHealth({
      config: { httpHost: '127.0.0.1' },
      metrics: createMetrics(measured),
      storeTrouble: () => undefined,
      connections: () => 0,
    });
    expect(parts).toEqual([]);
  });
});
