import { describe, expect, it } from '@jest/globals';
import { until } from '../scenarios/stage.ts';
import { box, say } from './chromium.ts';
import { visits } from './visit.ts';

const visit = visits();
const value = () => visit.page.inputValue(box);
const offers = () => visit.page.locator('.offers [role="option"]');
const chosen = () => visit.page.locator('.offers [aria-selected="true"] code').textContent();

describe('the box', () => {
  it('offers the commands of the manifest, and sends the one that was taken with Enter', async () => {
    const { page, troubles } = visit;
    await page.locator(box).press('/');
    expect(await chosen()).toBe('/workflow list');
    await page.keyboard.press('Enter');
    expect(await value()).toBe('/workflow list');
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
    await page.keyboard.press('Enter');
    await page.locator('.message.ephemeral', { hasText: 'PromotionApproval' }).waitFor();
    expect(await value()).toBe('');
    expect(troubles).toEqual([]);
  });

  it('moves through the list with the arrow keys, takes with Tab, and starts anew at its end', async () => {
    const { page } = visit;
    await page.locator(box).press('/');
    const count = await offers().count();
    await page.keyboard.press('ArrowDown');
    expect(await chosen()).toContain('start PromotionApproval');
    const active = await page.locator(box).getAttribute('aria-activedescendant');
    expect(active).toBe(await page.locator('.offers [aria-selected="true"]').getAttribute('id'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await chosen()).toBe(
      await offers()
        .nth(count - 1)
        .locator('code')
        .textContent(),
    );
    await page.keyboard.press('Tab');
    expect(await value()).toBe('/workflow help');
  });

  it('takes an offer with the mouse, and keeps the keyboard in the box', async () => {
    const { page } = visit;
    await page.locator(box).press('/');
    await offers().filter({ hasText: 'whoami' }).click();
    expect(await value()).toBe('/workflow whoami');
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
  });

  it('closes the list with Escape, and sends no bare slash', async () => {
    const { page, stage } = visit;
    await page.locator(box).press('/');
    await page.keyboard.press('Escape');
    expect(await offers().count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await value()).toBe('/');
    expect(await stage.messages('releases', 'U0REQUESTER')).toEqual([]);
    await page.locator(box).press('w');
    expect(await offers().count()).toBeGreaterThan(0);
  });

  it('shows whole rows only', async () => {
    const { page } = visit;
    await page.locator(box).press('/');
    const cut = await page.locator('.offers').evaluate((list) => {
      const edge = list.getBoundingClientRect().bottom;
      return [...list.children].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top < edge - 1 && bottom > edge + 1;
      }).length;
    });
    expect(cut).toBe(0);
  });

  it('offers what the person may do, by the sample policy', async () => {
    const { page } = visit;
    await page.locator(box).press('/');
    expect(await offers().filter({ hasText: 'abort' }).count()).toBe(0);
    await page.selectOption('#acting', 'U0APPROVER');
    expect(await offers().filter({ hasText: 'abort' }).count()).toBe(1);
    await page.selectOption('#acting', 'U0GUEST');
    expect(await offers().locator('code').allTextContents()).toEqual([
      '/workflow lint',
      '/workflow whoami',
      '/workflow help',
    ]);
  });

  it('sends a command as written where it is whole, though longer ones are offered', async () => {
    const { page } = visit;
    await page.locator(box).pressSequentially('/workflow status');
    expect(await offers().count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    expect(await value()).toBe('');
    await page.locator('.message.ephemeral, .notice').first().waitFor();
  });

  it('keeps a draft for each channel, and writes a second line with Shift and Enter', async () => {
    const { page } = visit;
    await page.locator(box).pressSequentially('half a thought');
    await page.keyboard.press('Shift+Enter');
    await page.getByRole('button', { name: 'incidents' }).click();
    expect(await value()).toBe('');
    await page.getByRole('button', { name: 'releases' }).click();
    expect(await value()).toBe('half a thought\n');
  });

  it('says in words when the app does not answer, and when a command does not exist, and keeps what was typed', async () => {
    const { page, stage } = visit;
    await say(page, '/deploy now');
    await page.locator('.notice', { hasText: 'not a valid command' }).waitFor();
    expect(await value()).toBe('/deploy now');
    await stage.post('bot', { do: 'stop' });
    await say(page, '/workflow help');
    await page.locator('.notice', { hasText: 'did not answer' }).waitFor();
    await stage.post('bot', { do: 'start' });
    await say(page, '/workflow help');
    await page.locator('.message.ephemeral').waitFor();
    await until(async () => (await page.locator('.notice').count()) === 0);
  });

  it('puts its sentences into the flow: no message and no heading is covered', async () => {
    const { page } = visit;
    await say(page, '/deploy now');
    const notice = await page.locator('.notice').boundingBox();
    const talk = await page.locator('.talk').boundingBox();
    const input = await page.locator('.main .composer').boundingBox();
    expect(notice?.y).toBeGreaterThanOrEqual((talk?.y ?? 0) + (talk?.height ?? 0));
    expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(input?.y ?? 0);
  });
});
