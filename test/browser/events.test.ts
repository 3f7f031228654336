import { describe, expect, it } from '@jest/globals';
import { visits } from './visit.ts';

const visit = visits();

describe('the events at the page', () => {
  it('are opened and pressed with the keyboard, and one becomes a card in #incidents', async () => {
    const { page, troubles } = visit;
    await page.locator('.events summary').focus();
    await page.keyboard.press('Enter');
    const alarm = page.locator('.events button').filter({ has: page.getByText('Alarm', { exact: true }) });
    await alarm.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Told: Alarm. See #incidents.').waitFor();
    await page.locator('.place', { hasText: 'incidents' }).click();
    const card = page.locator('.message', { hasText: 'billing-api-errors' });
    await card.getByRole('button', { name: 'Acknowledge' }).waitFor();
    expect(await card.count()).toBe(1);
    expect(troubles).toEqual([]);
  });
});
