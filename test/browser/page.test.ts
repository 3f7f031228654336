import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openStage, until, words, type Stage } from '../scenarios/stage.ts';

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = places.find((place) => place !== undefined && existsSync(place));
if (executablePath === undefined)
  throw new Error('No Chromium found: install the package "chromium", or name one in CHROMIUM.');

let stage: Stage;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
beforeEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await stage.post('reset', {});
  troubles.length = 0;
  page = await open();
});
afterAll(async () => {
  await browser.close();
  await stage.stop();
});

async function open(
  options: Parameters<Browser['newContext']>[0] = { viewport: { width: 1200, height: 760 } },
): Promise<Page> {
  const context = await browser.newContext(options);
  const opened = await context.newPage();
  opened.on('pageerror', (error) => troubles.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await opened.goto(stage.sandbox.slackOrigin);
  await opened.waitForSelector('.composer input');
  return opened;
}

const say = async (on: Page, text: string) => {
  await on.fill('.main .composer input', text);
  await on.press('.main .composer input', 'Enter');
};
const start =
  '/workflow start PromotionApproval {"managerEmailAddress": "approver@example.com", "employeeName": "Jane Doe"}';

describe('the page', () => {
  it('shows a promotion from the command to the closed card, and keeps a picture of the card', async () => {
    await page.selectOption('#acting', 'U0REQUESTER');
    await say(page, start);
    const card = page.locator('.card', { hasText: 'Promote Jane Doe' });
    await card.locator('[data-action="approval.approve"]').waitFor();
    await picture(page, 'card.png', '.card');
    await page.selectOption('#acting', 'U0APPROVER');
    await card.locator('[data-action="approval.approve"]').click();
    await card.getByText('The workflow goes on.').waitFor();
    expect(await card.locator('button').count()).toBe(0);
    await picture(page, 'page.png');
    expect(troubles).toEqual([]);
  });

  it('asks for the reason of a rejection, shows what is missing at the field, and closes with Escape', async () => {
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.click('[data-action="approval.reject"]');
    await page.waitForSelector('dialog[open] textarea');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.click('[data-action="approval.reject"]');
    await page.click('dialog button.primary');
    await page.waitForSelector('.fault');
    await page.fill('dialog textarea', 'Not before the review.');
    await page.click('dialog button.primary');
    await page.getByText('Not before the review.').waitFor();
    expect(words(await stage.card())).toContain('*Rejected*');
    expect(troubles).toEqual([]);
  });

  it('shows a private answer only to the person it is for', async () => {
    await stage.promotion();
    await page.selectOption('#acting', 'U0GUEST');
    await page.click('[data-action="approval.approve"]');
    await page.getByText('Only visible to you').waitFor();
    await page.selectOption('#acting', 'U0APPROVER');
    await until(async () => (await page.getByText('Only visible to you').count()) === 0);
  });

  it('draws what people write as text, whatever it looks like', async () => {
    await say(page, '<img src=x onerror=alert(1)> *bold* `code`');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.locator('.message strong', { hasText: 'bold' }).waitFor();
    expect(await page.locator('.text img').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('says in words when the app does not answer, and when a command does not exist', async () => {
    await say(page, '/deploy now');
    await page.locator('.toast', { hasText: 'not a valid command' }).waitFor();
    await stage.post('bot', { do: 'stop' });
    await say(page, '/workflow help');
    await page.locator('.toast', { hasText: 'did not answer' }).waitFor();
  });

  it('shows App Home with what waits for the person', async () => {
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.getByRole('button', { name: 'Signalbox · Home' }).click();
    await page.locator('.home', { hasText: 'Promote Jane Doe' }).waitFor();
  });

  it('opens a permalink at its message, and a reply in its thread', async () => {
    const post = async (body: Record<string, unknown>) => {
      const response = await fetch(`${stage.sandbox.slackOrigin}/api/chat.postMessage`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${stage.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ channel: 'C0INCIDENTS', ...body }),
      });
      return ((await response.json()) as { ts: string }).ts;
    };
    const parent = await post({ text: 'the incident' });
    const reply = await post({ text: 'its cause', thread_ts: parent });
    await page.goto(
      `${stage.sandbox.slackOrigin}/archives/C0INCIDENTS/p${reply.replace('.', '')}?thread_ts=${parent}`,
    );
    await page.locator('.thread .message.linked', { hasText: 'its cause' }).waitFor();
    await page.locator('.main h1', { hasText: '#incidents' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('shows an error in the place of a block that it cannot draw', async () => {
    await fetch(`${stage.sandbox.slackOrigin}/api/chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        channel: 'C0RELEASES',
        text: 'x',
        blocks: [{ type: 'divider' }, { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }],
      }),
    });
    await page.locator('.unknown', { hasText: 'table' }).waitFor();
  });

  it('fits a phone, and hides the channels behind a button', async () => {
    const phone = await open({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
    await stage.promotion();
    await phone.locator('[data-action="approval.approve"]').waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await phone.getByRole('button', { name: 'Channels' }).click();
    await phone.getByRole('button', { name: '# incidents' }).click();
    await phone.getByText('Nothing here yet').waitFor();
    await phone.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    await stage.promotion();
    await page.selectOption('#acting', 'U0APPROVER');
    await page.locator('[data-action="approval.approve"]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('The workflow goes on.').waitFor();
  });
});

/** Pictures go into the documentation only when asked for: UPDATE_PICTURES=1. */
async function picture(on: Page, name: string, selector?: string): Promise<void> {
  if (process.env['UPDATE_PICTURES'] === undefined) return;
  const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  if (selector === undefined) await on.screenshot({ path: `${folder}${name}` });
  else
    await on
      .locator(selector)
      .first()
      .screenshot({ path: `${folder}${name}` });
}
