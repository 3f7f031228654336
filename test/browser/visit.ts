import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openStage, type Stage } from '../scenarios/stage.ts';
import { openBrowser, openPage, type Screen } from './chromium.ts';

/** What a test of the page has at hand; set anew before each. */
export interface Visit {
  stage: Stage;
  page: Page;
  /** Errors of the page so far. */
  readonly troubles: string[];
  open(screen?: Screen): Promise<Page>;
}

/** The whole sandbox for a file of tests, and a fresh first visit for each test. */
export function visits(): Visit {
  let browser: Browser;
  const troubles: string[] = [];
  const visit = {
    troubles,
    open: (screen?: Screen) => openPage(browser, visit.stage.sandbox.slackOrigin, troubles, screen),
  } as Visit;
  beforeAll(async () => {
    visit.stage = await openStage();
    browser = await openBrowser();
  });
  beforeEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await visit.stage.post('reset', {});
    troubles.length = 0;
    visit.page = await visit.open();
  });
  afterAll(async () => {
    await browser.close();
    await visit.stage.stop();
  });
  return visit;
}

/** A message of the app, with whatever blocks. */
export async function postAsApp(stage: Stage, body: Readonly<Record<string, unknown>>): Promise<void> {
  await fetch(`${stage.sandbox.slackOrigin}/api/chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stage.sandbox.env['SLACK_BOT_TOKEN'] ?? ''}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ channel: 'C0RELEASES', text: 'x', ...body }),
  });
}
