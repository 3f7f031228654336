import { afterEach, describe, expect, it } from '@jest/globals';
import { webApi } from '@slack/bolt';
import { createShiftableClock } from '../../src/platform/index.ts';
import { createChannels } from '../../src/slack/channels.ts';
import { createPosting, type View } from '../../src/slack/posting.ts';
import { slackServer } from './slack-server.ts';

const view: View = {
  text: 'a card',
  blocks: [],
  metadata: { event_type: 'signalbox_approval', event_payload: { approval_id: 'apr_1' } },
  digest: 'd1',
};
const place = { channel: 'C0RELEASES', since: 0, open: true, mayBePosted: true, namedBy: 'gate deploy' };
const servers: { close: () => unknown }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Slack takes so long to list the messages of a channel, in which an earlier card is looked for. */
async function posting(listingTakesMs: number) {
  const clock = createShiftableClock({ frozenAt: 100_000 });
  const server = await slackServer((method) => {
    if (method === 'conversations.history') {
      void clock.advance(listingTakesMs);
      return { body: { ok: true, messages: [] } };
    }
    return { body: { ok: true, channel: 'C0RELEASES', ts: '1.0' } };
  });
  servers.push(server);
  const client = new webApi.WebClient('xoxb-test', server.options);
  return { calls: server.calls, post: createPosting({ client, channels: createChannels(client), clock }) };
}

describe('a card that another process may post after a while', () => {
  const inHandUntil = 130_000;

  it('is posted while there is time enough for the call to end', async () => {
    const { post } = await posting(22_000);
    expect(await post(view, { ...place, inHandUntil })).toMatchObject({ kind: 'shown' });
  });

  it('is not posted where the call could end after the other began: it is tried again', async () => {
    const { calls, post } = await posting(22_001);
    expect(await post(view, { ...place, inHandUntil })).toMatchObject({ kind: 'passing' });
    expect(calls).toEqual(['conversations.history']);
  });
});
