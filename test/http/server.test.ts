import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttp, createMetrics } from '../../src/http/index.ts';

const measured = {
  incidents: () => Promise.resolve([]),
  pending: () => Promise.resolve(3),
  oldestPendingSeconds: () => Promise.resolve(90),
  due: () => Promise.resolve(1),
  connections: () => 2,
  store: () => true,
};

describe('health and metrics', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const start = async (
    ready: () => { ready: boolean; because?: string } = () => ({ ready: true }),
    metrics = createMetrics(measured),
  ) => {
    const http = createHttp({ port: 0, host: '127.0.0.1', ready, metrics: metrics.registry });
    await http.start();
    stop = () => http.stop();
    return async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${String(http.port())}${path}`);
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text: await response.text(),
      };
    };
  };

  it('is alive as soon as it answers', async () => {
    const get = await start(() => ({ ready: false }));
    expect(await get('/live')).toMatchObject({ status: 200, text: 'alive\n' });
  });

  it('is ready, or says why not, as it is at that moment', async () => {
    let connected = false;
    const get = await start(() =>
      connected ? { ready: true } : { ready: false, because: 'no connection to Slack' },
    );
    expect(await get('/ready')).toMatchObject({ status: 503, text: 'not ready: no connection to Slack\n' });
    connected = true;
    expect(await get('/ready?verbose')).toMatchObject({ status: 200, text: 'ready\n' });
  });

  it('shows what is measured in the form that Prometheus reads, counted when asked', async () => {
    const get = await start();
    const { status, type, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(type).toContain('text/plain; version=0.0.4');
    expect(text).toContain('\nsignalbox_approvals_pending 3\n');
    expect(text).toContain('\nsignalbox_due 1\n');
    expect(text).toContain('\nsignalbox_slack_connections 2\n');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('counts the messages of the queues by what became of them', async () => {
    const metrics = createMetrics(measured);
    metrics.countMessages('rejected', 2);
    metrics.countMessages('done', 5);
    const get = await start(undefined, metrics);
    expect((await get('/metrics')).text).toMatch(
      /signalbox_queue_messages_total\{what="rejected"\} 2\n(.*\n)*signalbox_queue_messages_total\{what="done"\} 5/,
    );
  });

  it('counts what was decided, refused, failed, and limited by Slack', async () => {
    const metrics = createMetrics(measured);
    metrics.decided('approved', 50);
    metrics.refused('own-request');
    metrics.workFailed('follows');
    metrics.slackLimited('chat.update');
    metrics.messageWaited(0.3);
    const { text } = await (await start(undefined, metrics))('/metrics');
    expect(text).toContain('\nsignalbox_approvals_oldest_seconds 90\n');
    expect(text).toContain('\nsignalbox_decision_seconds_bucket{le="60",verdict="approved"} 1\n');
    expect(text).toContain('\nsignalbox_decision_seconds_bucket{le="10",verdict="approved"} 0\n');
    expect(text).toContain('\nsignalbox_refused_clicks_total{code="own-request"} 1\n');
    expect(text).toContain('\nsignalbox_due_failed_total{source="follows"} 1\n');
    expect(text).toContain('\nsignalbox_slack_rate_limited_total{method="chat.update"} 1\n');
    expect(text).toContain('\nsignalbox_queue_message_age_seconds_bucket{le="0.5"} 1\n');
  });

  it('shows the rest where something cannot be measured', async () => {
    const broken = createMetrics({ ...measured, due: () => Promise.reject(new Error('disk I/O error')) });
    const get = await start(undefined, broken);
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('\nsignalbox_due Nan\n');
    expect(text).toContain('\nsignalbox_approvals_pending 3\n');
    expect(text).toContain('\nsignalbox_store_works 1\n');
    expect((await get('/live')).status).toBe(200);
  });

  it('names its doors to whoever asks for another', async () => {
    const get = await start();
    expect(await get('/')).toMatchObject({ status: 404, text: 'There is /live, /ready and /metrics.\n' });
  });

  it('refuses to start on a port that is taken, and says which setting to change', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const http = createHttp({
      port,
      host: '127.0.0.1',
      ready: () => ({ ready: true }),
      metrics: createMetrics(measured).registry,
    });
    await expect(http.start()).rejects.toThrow(/in use.*SIGNALBOX_HTTP_PORT/s);
    await new Promise((resolve) => other.close(resolve));
  });

  it('can be stopped before it was started', async () => {
    const http = createHttp({
      port: 0,
      host: '127.0.0.1',
      ready: () => ({ ready: true }),
      metrics: createMetrics(measured).registry,
    });
    await expect(http.stop()).resolves.toBeUndefined();
  });

  it('keeps the counts of two bots in one process apart', async () => {
    const one = createMetrics(measured);
    const two = createMetrics({ ...measured, connections: () => 0 });
    expect(await one.registry.metrics()).toContain('\nsignalbox_slack_connections 2\n');
    expect(await two.registry.metrics()).toContain('\nsignalbox_slack_connections 0\n');
  });
});
