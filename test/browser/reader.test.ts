import { describe, expect, it } from '@jest/globals';
import { visits } from './visit.ts';

const visit = visits();

describe('who hears the page instead of seeing it', () => {
  it('is told its parts by name, and a card as it comes, with buttons that say what they do', async () => {
    const { page } = visit;
    const parts = await page.locator('body').ariaSnapshot();
    for (const part of [
      '- navigation "Workspace"',
      'combobox "Acting as"',
      'button "releases"',
      'heading "A workflow stops and waits for a person"',
      'textbox "Message #releases"',
    ])
      expect(parts).toContain(part);

    await visit.stage.promotion();
    await page.locator('[data-action="approval.approve"]').waitFor();
    const log = page.getByRole('log', { name: 'Messages' });
    expect(await log.getAttribute('aria-live')).toBe('polite');
    const card = await log.ariaSnapshot();
    for (const part of ['Promote Jane Doe', 'button "Approve"', 'button "Reject"', 'approver@example.com'])
      expect(card).toContain(part);
    expect(visit.troubles).toEqual([]);
  });

  it('hears every field of a form by its label, and no picture or button without a name', async () => {
    const { page, stage } = visit;
    await stage.promotion();
    await page.locator('#acting').selectOption('U0APPROVER');
    await page.locator('[data-action="approval.reject"]').click();
    const form = await page.getByRole('dialog').ariaSnapshot();
    expect(form).toMatch(/textbox "[^"]+"/);
    expect(form).toContain('button "Close"');
    const nameless = await page.locator('img:not([alt]), button:not([aria-label]):empty').count();
    expect(nameless).toBe(0);
  });
});

describe('a deadline', () => {
  it('is shown in the zone of who reads it', async () => {
    await visit.stage.promotion();
    const shownIn = async (timezoneId: string) => {
      const page = await visit.open({ timezoneId });
      const until = page.locator('.kit-fields').getByText(/(AM|PM)/);
      return (await until.first().textContent())?.match(/\d{2}:\d{2} [AP]M/)?.[0] ?? '';
    };
    const minutes = (clock: string) => {
      const [, hour = '', minute = '', half = ''] = /(\d+):(\d+) (.)/.exec(clock) ?? [];
      return ((Number(hour) % 12) + (half === 'P' ? 12 : 0)) * 60 + Number(minute);
    };
    const [tokyo, kolkata] = [await shownIn('Asia/Tokyo'), await shownIn('Asia/Kolkata')];
    // Three and a half hours apart, whatever the day.
    expect((minutes(tokyo) - minutes(kolkata) + 24 * 60) % (24 * 60)).toBe(3 * 60 + 30);
  });
});
