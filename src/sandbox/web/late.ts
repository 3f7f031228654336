import type { WebResponse } from './request.ts';

/** An answer that a switched-on fault keeps back for so long. Real time, as the client's patience is. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Holds a request until its client goes away. */
export function never(gone: AbortSignal): Promise<WebResponse> {
  return new Promise((resolve) => {
    gone.addEventListener(
      'abort',
      () => {
        resolve({ cut: true });
      },
      { once: true },
    );
  });
}
