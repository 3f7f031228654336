import { readFileSync } from 'node:fs';

/** What a document tells people to type, and what it shows and points at. */
export interface Document {
  readonly sections: ReadonlyMap<string, string>;
  /** Commands that need no account: blocks marked `sh`. */
  readonly commands: readonly string[];
  /** Commands that need one, or Docker, or that stay or take long: blocks marked `sh account`. */
  readonly accountCommands: readonly string[];
  /** Commands that need the records of a bot: blocks marked `sh bot`. */
  readonly botCommands: readonly string[];
  /** Lines for Slack, without `/workflow`. */
  readonly slackLines: readonly string[];
  readonly pictures: readonly string[];
  readonly links: readonly string[];
}

export function readDocument(file: string): Document {
  const text = readFileSync(file, 'utf8');
  const blocks = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  const linesOf = (mark: string) =>
    blocks
      .filter(([, info]) => info === mark)
      .flatMap(([, , body = '']) => body.replaceAll('\\\n', ' ').split('\n'))
      .map((line) => line.replace(/(?:^|\s+)#\s.*$/, ''))
      .filter((line) => line.trim() !== '');
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const sections = prose.split(/^## /m).slice(1);
  return {
    sections: new Map(sections.map((section) => [section.split('\n', 1)[0] ?? '', section])),
    commands: linesOf('sh'),
    accountCommands: linesOf('sh account'),
    botCommands: linesOf('sh bot'),
    slackLines: linesOf('text').map((line) => line.replace(/^\/workflow /, '')),
    pictures: [...prose.matchAll(/!\[[^\]]{10,}\]\(([^)]+)\)/g)].map(([, path = '']) => path),
    links: [...prose.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path),
  };
}
