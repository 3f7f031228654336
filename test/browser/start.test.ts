import { describe, expect, it } from '@jest/globals';
import { box, say } from './chromium.ts';
import { visits } from './visit.ts';

const visit = visits();

describe('starting on the page', () => {
  it('goes from the command over the picker to the form, shows faults at their fields, and starts', async () => {
    const { page, troubles } = visit;
    await say(page, '/workflow start');
    const dialog = page.locator('dialog.modal');
    await dialog.locator('select').selectOption('deploy');
    const version = dialog.getByLabel('Version', { exact: true });
    await version.fill('two');
    await dialog.getByLabel('Requested by').fill('requester@example.com');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await dialog.locator('.fault', { hasText: 'must have the form' }).waitFor();
    expect(await version.getAttribute('aria-invalid')).toBe('true');
    await version.fill('2.14.0');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('started deploy-demo').waitFor();
    await page.locator('.card', { hasText: 'Promote billing-api 2.14.0 to prod' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('has the shortcuts of the manifest beside the box and on each message', async () => {
    const { page, stage, troubles } = visit;
    await page.getByLabel('Shortcuts').selectOption({ label: 'My approvals' });
    await page.locator('dialog.modal', { hasText: 'Nothing waits' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await stage.promotion();
    const card = page.locator('.message', { hasText: 'Promote Jane Doe' });
    await card.hover();
    await card.getByLabel('More actions').selectOption({ label: 'Show execution status' });
    await page.locator('.message.ephemeral', { hasText: 'Now in ManualApproval' }).waitFor();
    await card.getByLabel('More actions').selectOption({ label: 'Start about this message' });
    await page.locator('dialog.modal select').selectOption('deploy');
    const link = page.locator('dialog.modal').getByLabel('Message');
    expect(await link.inputValue()).toContain('/archives/C0RELEASES/p');
    await page.keyboard.press('Escape');
    await page.locator(box).waitFor();
    expect(troubles).toEqual([]);
  });

  it('shows App Home follow what happens, and starts from there', async () => {
    const { page, stage, troubles } = visit;
    await page.selectOption('#acting', 'U0APPROVER');
    await page.getByRole('button', { name: 'Signalbox · Home' }).click();
    const home = page.locator('.home');
    await home.getByText('Nothing waits for a decision.').waitFor();
    await stage.promotion();
    await home.getByRole('link', { name: 'Promote Jane Doe' }).waitFor();
    await home.getByRole('button', { name: 'Start a workflow' }).click();
    await page.locator('dialog.modal', { hasText: 'Which one?' }).waitFor();
    expect(troubles).toEqual([]);
  });
});
