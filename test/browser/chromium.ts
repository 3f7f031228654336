import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined)
    throw new Error('No Chromium found: install the package "chromium", or name one in CHROMIUM.');
  return chromium.launch({
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
}

export type Screen = NonNullable<Parameters<Browser['newContext']>[0]>;

/** Opens the page as a first visitor. @param troubles gets what the page throws and what its console calls an error */
export async function openPage(
  browser: Browser,
  origin: string,
  troubles: string[],
  screen: Screen = { viewport: { width: 1200, height: 760 }, deviceScaleFactor: 2 },
): Promise<Page> {
  const context = await browser.newContext(screen);
  const opened = await context.newPage();
  opened.on('pageerror', (error) => troubles.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await opened.goto(origin);
  await opened.waitForSelector(box);
  return opened;
}

/** The box for messages and commands of the channel. */
export const box = '.main .composer textarea';

export async function say(on: Page, text: string): Promise<void> {
  await on.fill(box, text);
  // A command that is offered in a longer form is sent as it is written.
  await on.press(box, 'Escape');
  await on.press(box, 'Enter');
}
