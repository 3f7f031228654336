import type { HistoryEvent } from '../executions/index.ts';
import type { JsonObject } from '../platform/index.ts';
import { readMachine, type Machine } from '../states-language/index.ts';
import { altText } from './alt-text.ts';
import { NotADefinition } from './faults.ts';
import { layOut } from './layout/lay-out.ts';
import { pngOf } from './png.ts';
import { progressOf } from './progress/progress-of.ts';
import { svgOf } from './svg/svg.ts';
import type { ThemeName } from './svg/theme.ts';
import type { Title } from './svg/title.ts';

/** What a picture is of. Plain data: it may be sent to another thread. */
export interface PictureRequest {
  /** Amazon States Language, as text or parsed. */
  readonly definition: string | JsonObject;
  /** The history of an execution, or the newest part of it, in any order; without, the machine alone is drawn. */
  readonly events?: readonly HistoryEvent[];
  /** Names of states known to wait for people, beside activities and tasks with a token. */
  readonly waiting?: readonly string[];
  readonly title?: Title;
  /** When it is: how long what runs has been running. */
  readonly now?: number;
  /** Default: light. */
  readonly theme?: ThemeName;
  /** Default: svg alone. */
  readonly format?: 'svg' | 'png';
}

export interface Picture {
  readonly svg: string;
  /** Where `format` is png. */
  readonly png?: Buffer;
  /** For people who cannot see it: one or two sentences. */
  readonly alt: string;
}

/** @throws {NotADefinition} {PictureTooLarge} */
export async function drawPicture(request: PictureRequest): Promise<Picture> {
  const machine = machineOf(request.definition);
  const { events, waiting = [], title = {}, now } = request;
  const progress = events && progressOf(machine, events, { waiting });
  const { machine: name, execution, status } = title;
  const alt = altText(machine, progress, { machine: name, execution, status });
  const layout = layOut(machine, { progress, now });
  const svg = svgOf(layout, { theme: request.theme ?? 'light', title, alt });
  return request.format === 'png' ? { svg, png: await pngOf(svg), alt } : { svg, alt };
}

/** @throws {NotADefinition} */
export function machineOf(definition: string | JsonObject): Machine {
  const read = readMachine(definition);
  if ('machine' in read) return read.machine;
  throw new NotADefinition(read.fault.location === '' ? '/' : read.fault.location, read.fault.message);
}
