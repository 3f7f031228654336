import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { silentLogger } from '../../src/platform/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { shippedFunctions } from '../../src/cli/functions.ts';
import { box, openBrowser, openPage, say } from './chromium.ts';

let dataFolder: string;
let browser: Browser;
let sandbox: Sandbox;
let page: Page;
/** An outage shows in the console; what the page itself throws must not. */
const thrown: string[] = [];

/** The stand-ins alone: an outage needs no bot. */
const start = (port: number) =>
  startSandbox({
    port,
    awsPort: 0,
    dataFolder,
    seeds: { machines: [], activities: [] },
    functions: shippedFunctions(),
    log: silentLogger(),
  });

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-page-'));
  sandbox = await start(0);
  browser = await openBrowser();
  page = await openPage(browser, sandbox.slackOrigin, []);
  thrown.length = 0;
  page.on('pageerror', (error) => thrown.push(error.message));
});
afterEach(async () => {
  await browser.close();
  await sandbox.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

describe('an outage of the sandbox', () => {
  it('is said on top without hiding anything; what was typed stays, and goes out afterwards', async () => {
    const port = Number(new URL(sandbox.slackOrigin).port);
    await say(page, 'before');
    await page.locator('.text', { hasText: 'before' }).waitFor();
    await sandbox.stop();
    const banner = page.locator('.banner', { hasText: 'does not answer' });
    await banner.waitFor();
    const below = (await banner.boundingBox())?.height ?? 0;
    expect((await page.locator('.top h1').boundingBox())?.y).toBeGreaterThanOrEqual(below);
    expect((await page.locator('.brand').boundingBox())?.y).toBeGreaterThanOrEqual(below);
    await say(page, 'a long message');
    await page.locator('.notice', { hasText: 'nothing was sent' }).waitFor();
    expect(await page.inputValue(box)).toBe('a long message');

    sandbox = await start(port);
    await page.locator('.banner', { hasText: 'The sandbox was restarted; its messages are gone.' }).waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
    await page.locator('.text', { hasText: 'before' }).waitFor({ state: 'detached' });
    await page.press(box, 'Enter');
    await page.locator('.text', { hasText: 'a long message' }).waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
    expect(await page.locator('.banner').count()).toBe(0);
    expect(thrown).toEqual([]);
  });

  it('tells no story that the sandbox cannot play', async () => {
    await page.getByText('Nothing here yet in #releases.').waitFor();
    expect(await page.getByRole('button', { name: 'Start it' }).count()).toBe(0);
  });
});
