import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** Where a PNG says its width and its height. https://www.w3.org/TR/png-3/#11IHDR */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

/**
 * Takes a picture of the documentation, and holds the one that is there to its size: times and fonts differ, so bytes and a
 * few rows may. With UPDATE_PICTURES=1 it is written instead.
 */
export async function picture(on: Page, name: string, selector?: string): Promise<void> {
  // Nothing under the pointer: a picture shows the page at rest.
  await on.mouse.move(0, 0);
  const taken =
    selector === undefined ? await on.screenshot() : await on.locator(selector).first().screenshot();
  if (process.env['UPDATE_PICTURES'] !== undefined) writeFileSync(`${folder}${name}`, taken);
  const kept = readFileSync(`${folder}${name}`);
  expect(kept.subarray(1, 4).toString()).toBe('PNG');
  const [now, before] = [sizeOf(taken), sizeOf(kept)];
  expect({ name, width: before.width }).toEqual({ name, width: now.width });
  expect(Math.abs(before.height / now.height - 1)).toBeLessThan(0.1);
}
