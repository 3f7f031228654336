import { describe, expect, it } from '@jest/globals';
import { until } from '../scenarios/stage.ts';
import { say } from './chromium.ts';
import { postAsApp, visits } from './visit.ts';

const visit = visits();

describe('what the page draws', () => {
  it('draws what people write as text, whatever it looks like', async () => {
    const { page, troubles } = visit;
    await say(page, '<img src=x onerror=alert(1)> *bold* `code`');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.locator('.message strong', { hasText: 'bold' }).waitFor();
    expect(await page.locator('.text img').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it.each([
    ['*yes* and (_yes_), ~yes~ and `yes`', 4],
    ['a*no*b, 2*no*3 and snake_no_case', 0],
    ['* no * and _ no _', 0],
    // Apps keep a sign a sign with a zero-width space on both its sides.
    ['\u200b*\u200bno* \u200b_\u200bno_ \u200b`\u200bno\u200b`\u200b', 0],
  ])('opens a format only at a word’s edge: %j', async (text, formats) => {
    const { page, stage } = visit;
    await postAsApp(stage, { text });
    await page.locator('.text', { hasText: formats > 0 ? 'yes' : 'no' }).waitFor();
    expect(await page.locator('.text :is(strong, em, s, code)').count()).toBe(formats);
  });

  it('keeps an employee’s stars out of the card’s words', async () => {
    const { page, stage } = visit;
    await stage.promotion('U0REQUESTER', '*Jane* _Doe_');
    await page.locator('.kit-value', { hasText: 'Jane' }).first().waitFor();
    expect(await page.locator('.kit-value').first().locator('strong, em').count()).toBe(0);
  });

  it('shows an error in the place of a block that it cannot draw', async () => {
    const { page, stage } = visit;
    await postAsApp(stage, { blocks: [{ type: 'divider' }, { type: 'table', rows: [] }] });
    await page.locator('.unknown', { hasText: 'table' }).waitFor();
  });

  it('gives a coloured edge to attachments alone', async () => {
    const { page, stage } = visit;
    await postAsApp(stage, { attachments: [{ color: '#d00000', text: 'red', fallback: 'red' }] });
    const edge = page.locator('.attachment');
    await edge.waitFor();
    expect(await edge.evaluate((element) => getComputedStyle(element).borderLeftColor)).toBe(
      'rgb(208, 0, 0)',
    );
  });

  it('shows pictures that were shared as files, and offers other files', async () => {
    const { page, stage, troubles } = visit;
    const content =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>';
    const files = [
      { name: 'run.svg', content },
      { name: 'run.log', content: 'x' },
    ];
    await stage.post('say', { user: 'U0REQUESTER', channel: 'releases', text: 'See', files });
    const image = page.getByRole('img', { name: 'run.svg' });
    await image.waitFor();
    await until(
      async () => (await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)) === 40,
    );
    await page.getByRole('link', { name: 'run.log' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('folds a long field, and opens it', async () => {
    const { page, stage } = visit;
    const text = `*Why*\n${'a long story '.repeat(30)}`;
    await postAsApp(stage, { blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text }] }] });
    const value = page.locator('.kit-value');
    const turn = page.getByRole('button', { name: 'Show more' });
    await turn.waitFor();
    const before = (await value.boundingBox())?.height ?? 0;
    await turn.click();
    await page.getByRole('button', { name: 'Show less' }).waitFor();
    expect((await value.boundingBox())?.height).toBeGreaterThan(before);
  });

  it('begins anew after a card, and draws a closed one more quietly', async () => {
    const { page, stage } = visit;
    const header = { type: 'header', text: { type: 'plain_text', text: 'Promote Jane Doe' } };
    const closed = { type: 'section', text: { type: 'mrkdwn', text: '✅ *Approved*' } };
    await postAsApp(stage, { blocks: [header, closed] });
    await postAsApp(stage, { text: 'first line' });
    await postAsApp(stage, { text: 'second line' });
    await page.getByText('second line').waitFor();
    await page.locator('.card.closed').waitFor();
    const together = await page.locator('.message.together').allTextContents();
    expect(together).toHaveLength(1);
    expect(together[0]).toContain('second line');
  });
});
