import { describe, expect, it } from '@jest/globals';
import { openStage, shared, until } from './stage.ts';

const stage = shared(await openStage());

const approver = 'U0APPROVER';
interface Views {
  readonly modal: { readonly callback_id: string } | null;
  readonly home: { readonly id: string; readonly blocks: readonly unknown[] } | null;
}
const views = (user = approver) => stage.get<Views>(`views?user=${user}`);
const homeWith = (fits: (words: string) => boolean, user = approver) =>
  until(async () => {
    const { home } = await views(user);
    const words = JSON.stringify(home?.blocks ?? '');
    return home !== null && fits(words) && { ...home, words };
  });
const published = async () =>
  (await stage.get<readonly { method: string }[]>('calls?of=slack')).filter(
    ({ method }) => method === 'views.publish',
  ).length;

describe('App Home', () => {
  it('shows what waits for this person with a link to the card, and what runs and who started it', async () => {
    const { card } = await stage.promotion();
    await stage.post('home', { user: approver });
    const { words } = await homeWith((text) => text.includes('Promote Jane Doe'));
    expect(words).toContain('*1 waiting for you*');
    expect(words).toContain(
      `<${stage.sandbox.slackOrigin}/archives/C0RELEASES/p${card.ts.replace('.', '')}|Promote Jane Doe>`,
    );
    expect(words).toMatch(/\*PromotionApproval\* · <https:[^|]+\|sbx_\w+> · since [^\\]+ by <@U0REQUESTER>/);
    await stage.post('home', { user: 'U0SECURITY' });
    const other = await homeWith((text) => text.includes('Running'), 'U0SECURITY');
    expect(other.words).toContain('Nothing waits for your decision.');
    expect(other.words).not.toContain('Promote Jane Doe');
  });

  it('follows by itself what is asked and decided, in few calls', async () => {
    await stage.post('home', { user: approver });
    await homeWith((text) => text.includes('Nothing waits for a decision.'));
    const before = await published();
    const { card } = await stage.promotion();
    await homeWith((text) => text.includes('Promote Jane Doe'));
    await stage.click(approver, card, 'approve');
    await homeWith(
      (text) => text.includes('Nothing waits for a decision.') && text.includes('Nothing is running'),
    );
    expect((await published()) - before).toBeLessThanOrEqual(4);
  });

  it('leads to starting a workflow, and shows what is new when Refresh is pressed', async () => {
    await stage.post('home', { user: approver });
    const { id } = await homeWith((text) => text.includes('home.start'));
    await stage.post('click', { user: approver, view_id: id, action_id: 'home.start' });
    await until(async () => (await views()).modal?.callback_id === 'start.picker');
    const before = await published();
    await stage.post('click', { user: approver, view_id: id, action_id: 'home.refresh' });
    await until(async () => (await published()) > before);
  });
});
