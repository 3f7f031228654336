import { renderAsync } from '@resvg/resvg-js';
import { fontFilesFor } from './text/fonts.ts';

/** Slack shows previews of 360 to 480 px; twice the drawing's size stays sharp when opened. */
const sharpness = 2;
/** What a thread shows well, and what is drawn in a second or two: a long chain of states is tall. */
const largest = { width: 2_400, height: 16_000, pixels: 12_000_000 };

/** A picture as PNG, bounded in size. It is drawn off the event loop. */
export async function pngOf(svg: string): Promise<Buffer> {
  const { width, height } = sizeOf(svg);
  const zoom = Math.min(
    sharpness,
    largest.width / width,
    largest.height / height,
    Math.sqrt(largest.pixels / (width * height)),
  );
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: false,
      // Without any file of the right kind the renderer would leave text out and say nothing.
      fontFiles: [...fontFilesFor(svg)],
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
  });
  return image.asPng();
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return { width: Number(width ?? 1), height: Number(height ?? 1) };
}
