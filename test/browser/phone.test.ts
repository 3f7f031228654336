import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../scenarios/stage.ts';
import { postAsApp, visits } from './visit.ts';

const visit = visits();
let phone: Page;
beforeEach(async () => {
  phone = await visit.open({
    viewport: { width: 390, height: 780 },
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  });
});

describe('the page on a phone', () => {
  it('fits, with the start card and with a card, whose fields stand in one column', async () => {
    const width = 'document.documentElement.scrollWidth';
    expect(await phone.evaluate(width)).toBeLessThanOrEqual(390);
    await visit.stage.promotion();
    await phone.locator('[data-action="approval.approve"]').waitFor();
    expect(await phone.evaluate(width)).toBeLessThanOrEqual(390);
    const columns = await phone
      .locator('.kit-fields')
      .first()
      .evaluate((grid) => getComputedStyle(grid).gridTemplateColumns);
    expect(columns.split(' ')).toHaveLength(1);
    const [email, line] = await phone
      .locator('.kit-value', { hasText: 'approver@example.com' })
      .evaluate((value) => [
        value.getBoundingClientRect().height,
        Number.parseFloat(getComputedStyle(value).lineHeight),
      ]);
    expect(email).toBeLessThan(line * 1.5);
  });

  it('has the channels behind a button, dims the rest, and gives the keyboard back', async () => {
    const focus = 'document.activeElement.getAttribute("aria-label")';
    await phone.getByRole('button', { name: 'Channels' }).click();
    expect(await phone.evaluate(focus)).toBe('Close the menu');
    expect(await phone.locator('.shade').count()).toBe(1);
    expect(await phone.locator('.main').evaluate((main) => (main as HTMLElement).inert)).toBe(true);
    await phone.getByRole('button', { name: 'Close the menu' }).click();
    expect(await phone.evaluate(focus)).toBe('Channels');
    await phone.getByRole('button', { name: 'Channels' }).click();
    await phone.keyboard.press('Escape');
    expect(await phone.locator('.shade').count()).toBe(0);
    await phone.getByRole('button', { name: 'Channels' }).click();
    await phone.locator('.shade').click({ position: { x: 360, y: 400 } });
    expect(await phone.locator('.shade').count()).toBe(0);
    await phone.getByRole('button', { name: 'Channels' }).click();
    await phone.getByRole('button', { name: 'incidents' }).click();
    await phone.getByText('Nothing here yet').waitFor();
  });

  it('shows the tools of a message once it is tapped', async () => {
    await postAsApp(visit.stage, { text: 'tap here' });
    const reply = phone.getByRole('button', { name: 'Reply in thread' });
    await phone.getByText('tap here').waitFor();
    expect(await reply.isVisible()).toBe(false);
    await phone.getByText('tap here').tap();
    await until(() => reply.isVisible());
    await reply.tap();
    await phone.getByRole('complementary', { name: 'Thread' }).waitFor();
  });
});
