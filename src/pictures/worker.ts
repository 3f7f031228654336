import { parentPort } from 'node:worker_threads';
import { messageOf } from '../platform/index.ts';
import { drawPicture, type PictureRequest } from './draw.ts';
import { NotADefinition, PictureTooLarge } from './faults.ts';

export interface Asked {
  readonly id: number;
  readonly request: PictureRequest;
}

export type Answer = { readonly id: number } & (
  | { readonly picture: { readonly svg: string; readonly png?: Uint8Array; readonly alt: string } }
  | { readonly refused: Refusal }
);

/** An error, taken apart: between threads it loses its class. */
export type Refusal =
  | { readonly kind: 'not-a-definition'; readonly where: string; readonly why: string }
  | { readonly kind: 'too-large'; readonly states: number; readonly most: number }
  | { readonly kind: 'failed'; readonly why: string };

parentPort?.on('message', ({ id, request }: Asked) => {
  void answerTo(id, request).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo(id: number, request: PictureRequest): Promise<Answer> {
  try {
    return { id, picture: await drawPicture(request) };
  } catch (error) {
    return { id, refused: refusalOf(error) };
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof NotADefinition)
    return { kind: 'not-a-definition', where: error.where, why: error.why };
  if (error instanceof PictureTooLarge) return { kind: 'too-large', states: error.states, most: error.most };
  return { kind: 'failed', why: messageOf(error) };
}
