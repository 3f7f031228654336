import { readFileSync } from 'node:fs';

/** What a workflow's README tells people to type. */
export interface Readme {
  readonly sections: ReadonlyMap<string, string>;
  /** Commands that need no account: blocks marked `sh`. */
  readonly commands: readonly string[];
  /** Commands that need one: blocks marked `sh account`. */
  readonly accountCommands: readonly string[];
  /** Lines for Slack, without `/workflow`. */
  readonly slackLines: readonly string[];
  readonly pictures: readonly string[];
  readonly links: readonly string[];
}

export function readReadme(file: string): Readme {
  const text = readFileSync(file, 'utf8');
  const blocks = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  const linesOf = (mark: string) =>
    blocks
      .filter(([, info]) => info === mark)
      .flatMap(([, , body = '']) => body.replaceAll('\\\n', ' ').split('\n'))
      .filter((line) => line.trim() !== '');
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const sections = prose.split(/^## /m).slice(1);
  return {
    sections: new Map(sections.map((section) => [section.split('\n', 1)[0] ?? '', section])),
    commands: linesOf('sh'),
    accountCommands: linesOf('sh account'),
    slackLines: linesOf('text').map((line) => line.replace(/^\/workflow /, '')),
    pictures: [...prose.matchAll(/!\[[^\]]{10,}\]\(([^)]+)\)/g)].map(([, path = '']) => path),
    links: [...prose.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path),
  };
}
