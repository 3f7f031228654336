import { Worker } from 'node:worker_threads';
import { assertNever } from '../platform/index.ts';
import type { Picture, PictureRequest } from './draw.ts';
import { NotADefinition, PictureFailed, PictureTooLarge } from './faults.ts';
import type { Answer, Asked, Refusal } from './worker.ts';

/** Draws beside the event loop: layout of two hundred states takes longer than a click may wait. */
export interface Pictures {
  /** @throws {NotADefinition} {PictureTooLarge} {PictureFailed} */
  draw(request: PictureRequest): Promise<Picture>;
  /** What is being drawn is given up. */
  stop(): Promise<void>;
}

/** Many times what the largest picture takes. */
const longest = 20_000;
/** Threads run what was built; the sources, under a test, find it beside them. */
const built = new URL('../../dist/pictures/worker.js', import.meta.url);

interface Waiting {
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** @param options.longestMs how long a picture may take; default: 20 s */
export function createPictures({ longestMs = longest }: { readonly longestMs?: number } = {}): Pictures {
  let thread: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, Waiting>();

  const giveUp = (because: string, cause?: unknown) => {
    thread?.removeAllListeners();
    const gone = thread?.terminate();
    thread = undefined;
    for (const [id, one] of waiting) {
      settle(id);
      one.reject(new PictureFailed(because, { cause }));
    }
    return gone;
  };
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    if (one) clearTimeout(one.timer);
    waiting.delete(id);
    if (waiting.size === 0) thread?.unref();
    return one;
  };
  const begin = (): Worker => {
    const worker = new Worker(built);
    worker.on('message', (answer: Answer) => {
      const one = settle(answer.id);
      if ('picture' in answer) one?.resolve(pictureOf(answer.picture));
      else one?.reject(errorOf(answer.refused));
    });
    worker.on('error', (error) => void giveUp('the thread that draws fell over', error));
    worker.on('exit', () => void giveUp('the thread that draws ended'));
    return worker;
  };
  return {
    draw: (request) =>
      new Promise((resolve, reject) => {
        thread ??= begin();
        thread.ref();
        const id = (asked += 1);
        const timer = setTimeout(
          () => void giveUp(`it took longer than ${String(longestMs / 1_000)} s to draw`),
          longestMs,
        );
        waiting.set(id, { resolve, reject, timer });
        thread.postMessage({ id, request } satisfies Asked);
      }),
    async stop() {
      await giveUp('Signalbox is stopping');
    },
  };
}

/** Between threads a Buffer arrives as bare bytes. */
function pictureOf({ svg, png, alt }: Extract<Answer, { picture: unknown }>['picture']): Picture {
  return { svg, alt, ...(png && { png: Buffer.from(png.buffer, png.byteOffset, png.byteLength) }) };
}

function errorOf(refused: Refusal): Error {
  switch (refused.kind) {
    case 'not-a-definition':
      return new NotADefinition(refused.where, refused.why);
    case 'too-large':
      return new PictureTooLarge(refused.states, refused.most);
    case 'failed':
      return new PictureFailed(refused.why);
    default:
      return assertNever(refused);
  }
}
