import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until, words } from '../scenarios/stage.ts';
import { say } from './chromium.ts';
import { picture } from './picture.ts';
import { postAsApp, visits } from './visit.ts';

const visit = visits();
const start =
  '/workflow start PromotionApproval {"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}';

describe('the page', () => {
  it('shows a promotion from the command to the closed card, and keeps pictures of both', async () => {
    const { page, troubles } = visit;
    await say(page, start);
    const card = page.locator('.card', { hasText: 'Promote Jane Doe' });
    await card.locator('[data-action="approval.approve"]').waitFor();
    await page.getByText('started PromotionApproval').waitFor();
    await picture(page, 'card.png', '.card');
    await page.selectOption('#acting', 'U0APPROVER');
    await card.locator('[data-action="approval.reject"]').click();
    await page.waitForSelector('dialog[open] textarea');
    await picture(page, 'form.png', 'dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await card.locator('[data-action="approval.approve"]').click();
    await card.getByText('The workflow goes on.').waitFor();
    await picture(page, 'decided.png', '.card');
    expect(await card.locator('button').count()).toBe(0);
    await page.getByRole('button', { name: 'Ask for another' }).click();
    await card.nth(1).locator('[data-action="approval.approve"]').waitFor();
    await page.getByText('started PromotionApproval').nth(1).waitFor();
    await picture(page, 'page.png');
    await page.selectOption('#acting', 'U0APPROVER');
    await page.getByRole('button', { name: 'Signalbox · Home' }).click();
    await page.locator('.home').getByText('1 waiting for you').waitFor();
    await picture(page, 'home.png', '.home');
    expect(troubles).toEqual([]);
  });

  it('opens a permalink at its message, and a reply in its thread', async () => {
    const { page, stage, troubles } = visit;
    const parent = await postAsApp(stage, { channel: 'C0INCIDENTS', text: 'the incident' });
    const reply = await postAsApp(stage, { channel: 'C0INCIDENTS', text: 'its cause', thread_ts: parent });
    const path = `/archives/C0INCIDENTS/p${reply.replace('.', '')}?thread_ts=${parent}`;
    await page.goto(`${stage.sandbox.slackOrigin}${path}`);
    await page.locator('.thread .message.linked', { hasText: 'its cause' }).waitFor();
    await page.locator('.main h1', { hasText: '#incidents' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('leads a first visitor through the story by its own buttons', async () => {
    const { page, troubles } = visit;
    expect(await page.locator('#acting').inputValue()).toBe('U0REQUESTER');
    await page.getByRole('heading', { name: 'A workflow stops and waits for a person' }).waitFor();
    await page.getByRole('button', { name: 'Start it' }).click();
    const guide = page.getByRole('region', { name: 'Guide' });
    await guide.getByText('Step 2 of 3').waitFor();
    await guide.getByRole('button', { name: 'Switch to approver' }).click();
    expect(await page.locator('#acting').inputValue()).toBe('U0APPROVER');
    await guide.getByText('Step 3 of 3').waitFor();
    await guide.getByRole('button', { name: 'Show the card' }).click();
    await page.keyboard.press('Enter');
    await guide.getByText('Done').waitFor();
    await page.locator('.card.closed', { hasText: 'Approved' }).waitFor();
    await guide.getByRole('button', { name: 'Close the guide' }).click();
    expect(await guide.count()).toBe(0);
    await page.reload();
    await page.locator('.card.closed').waitFor();
    expect(await guide.count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('asks for the reason of a rejection, shows what is missing at the field, and closes with Escape', async () => {
    const { page, stage, troubles } = visit;
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.click('[data-action="approval.reject"]');
    await page.waitForSelector('dialog[open] textarea');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(await focused(page)).toBe('approval.reject');
    await page.click('[data-action="approval.reject"]');
    await page.click('dialog button.primary');
    await page.waitForSelector('.fault');
    const field = page.locator('dialog textarea');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const describedBy = (await field.getAttribute('aria-describedby')) ?? '';
    expect(describedBy.split(' ')).toContain(await page.locator('.fault').getAttribute('id'));
    await field.fill('Not before the review.');
    await page.click('dialog button.primary');
    await page.getByText('Not before the review.').waitFor();
    expect(words(await stage.card())).toContain('*Rejected*');
    expect(troubles).toEqual([]);
  });

  it('shows a private answer only to the person it is for', async () => {
    const { page, stage } = visit;
    await stage.promotion();
    await page.selectOption('#acting', 'U0GUEST');
    await page.click('[data-action="approval.approve"]');
    await page.getByText('Only visible to you').waitFor();
    await page.selectOption('#acting', 'U0APPROVER');
    await until(async () => (await page.getByText('Only visible to you').count()) === 0);
  });

  it('shows App Home with what waits for the person', async () => {
    const { page, stage } = visit;
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.getByRole('button', { name: 'Signalbox · Home' }).click();
    await page.locator('.home', { hasText: 'Promote Jane Doe' }).waitFor();
  });

  it('lets nobody in whose account is deactivated', async () => {
    const { page } = visit;
    await page.selectOption('#acting', 'U0DEACTIVATED');
    await page.getByText('This account is deactivated; Slack would not let it in.').waitFor();
    expect(await page.locator('.composer').count()).toBe(0);
    await page.getByRole('button', { name: 'Signalbox · Home' }).click();
    await page.getByText('This account is deactivated; Slack would not let it in.').waitFor();
  });

  it('shows the sandbox’s clock, and how far it was moved', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.locator('.ahead').waitFor();
    await page.getByText('The sandbox’s clock went 1 hour on.').waitFor();
    expect(await page.locator('.ahead').textContent()).toMatch(/^\+\d+ (?:h|min|d)/);
  });

  it('can be used with the keyboard alone, and keeps its place when the button is gone', async () => {
    const { page, stage } = visit;
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.locator('[data-action="approval.approve"]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('The workflow goes on.').waitFor();
    await until(async () => (await page.evaluate('document.activeElement.className')) !== '');
    expect(await page.evaluate('document.activeElement.dataset.ts')).toBe((await stage.card()).ts);
  });
});

function focused(on: Page): Promise<unknown> {
  return on.evaluate('document.activeElement.dataset.action');
}
