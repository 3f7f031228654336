import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { HistoryLine, HistoryPage } from '../executions/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { duration, statusInWords } from './execution-words.ts';
import { cut, foreign } from './text.ts';
import { whereBehind, type Where } from './where.ts';

const olderAction = 'history.older';
const newerAction = 'history.newer';

/** Lines of one section, which holds 3,000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const linesASection = 10;
const longestSection = 3_000;
const longestLine = 290;

const signs: Readonly<Record<HistoryLine['sort'], string>> = {
  begin: '▶️',
  done: '✅',
  bad: '⛔',
  stopped: '✖️',
  step: '▫️',
};

/** What a button of a page carries: which page of which history. */
export interface HistoryPlace {
  readonly executionArn: string;
  readonly page: number;
  readonly state?: string;
}

/** A page of a history, newest first. Pure. */
export function historyBlocks(found: HistoryPage, where: Where): readonly KnownBlock[] {
  const { execution, machine, state, page } = found;
  const of = state === undefined ? '' : ` · state *${foreign(state, 80)}*`;
  const head = `*${foreign(machine, 80)}* · ${foreign(execution.name, 100)} · ${statusInWords(execution.status)}${whereBehind(where, execution.executionArn)}${of} · page ${String(page)}, newest first`;
  return [section(head), ...lineBlocks(found.lines), ...pageButtons(found)];
}

/** The newest lines, for whoever pressed Details. Pure. */
export function historyModal(blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Details' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [...blocks],
  };
}

export function modalOfWords(words: string): ModalView {
  return historyModal([section(words)]);
}

function lineBlocks(lines: readonly HistoryLine[]): readonly KnownBlock[] {
  const sections: KnownBlock[] = [];
  for (let at = 0; at < lines.length; at += linesASection)
    sections.push(
      section(
        lines
          .slice(at, at + linesASection)
          .map(lineInWords)
          .join('\n'),
      ),
    );
  return sections;
}

function lineInWords({ offsetMs, sort, state, where, what, tookMs }: HistoryLine): string {
  const inState = state === undefined ? '' : `*${foreign(state, 60)}* `;
  const inside = where === undefined ? '' : ` (${foreign(where, 60)})`;
  const took = tookMs === undefined ? '' : ` · ${duration(tookMs)}`;
  return cut(
    `${signs[sort]} +${duration(offsetMs)} ${inState}${foreign(what, 130)}${inside}${took}`,
    longestLine,
  );
}

function pageButtons({ execution, state, page, older }: HistoryPage): readonly KnownBlock[] {
  const button = (action_id: string, text: string, to: number): Button => ({
    type: 'button',
    action_id,
    text: { type: 'plain_text', text },
    value: JSON.stringify({
      executionArn: execution.executionArn,
      page: to,
      ...(state !== undefined && { state }),
    } satisfies HistoryPlace),
  });
  const elements = [
    ...(older ? [button(olderAction, 'Older', page + 1)] : []),
    ...(page > 1 ? [button(newerAction, 'Newer', page - 1)] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'history', elements }];
}

/** Undefined where the text is not what a button of a page carries. */
export function parseHistoryPlace(text: string): HistoryPlace | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { executionArn, page, state } = value;
  if (typeof executionArn !== 'string' || typeof page !== 'number') return undefined;
  return { executionArn, page, ...(typeof state === 'string' && { state }) };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, longestSection) } };
}
