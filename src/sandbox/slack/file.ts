import { newUuid, type JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import type { Workspace } from './workspace.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  /** Seconds since the epoch. */
  readonly created: number;
  title: string;
  /** Bytes that were announced; the upload must bring just so many. */
  readonly length: number;
  content: Buffer | undefined;
  /** An upload is completed once. */
  completed: boolean;
}

/** What files are by their ending: `[mimetype, pretty type]`. */
const kinds: Readonly<Record<string, readonly [mimetype: string, pretty: string]>> = {
  png: ['image/png', 'PNG'],
  jpg: ['image/jpeg', 'JPEG'],
  jpeg: ['image/jpeg', 'JPEG'],
  gif: ['image/gif', 'GIF'],
  svg: ['image/svg+xml', 'SVG'],
  txt: ['text/plain', 'Plain Text'],
  log: ['text/plain', 'Plain Text'],
  md: ['text/markdown', 'Markdown'],
  csv: ['text/csv', 'CSV'],
  html: ['text/html', 'HTML'],
  json: ['application/json', 'JSON'],
  yaml: ['text/plain', 'YAML'],
  yml: ['text/plain', 'YAML'],
  pdf: ['application/pdf', 'PDF'],
  zip: ['application/zip', 'Zip'],
};

export function newFileId(): string {
  return `F${newUuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
}

export function mimetypeOf(name: string): string {
  return kinds[endingOf(name)]?.[0] ?? 'application/octet-stream';
}

/** A file as Slack hands it out. https://docs.slack.dev/reference/objects/file-object */
export function wireFile(file: StoredFile, origin: string): JsonObject {
  const name = encodeURIComponent(file.name);
  const url = `${origin}/files/${file.id}/${name}`;
  // Only for who may read files; `url` is the sandbox's own, for whoever looks at the page.
  const privately = `${origin}/files-pri/${file.id}/${name}`;
  const ending = endingOf(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: mimetypeOf(file.name),
    filetype: kinds[ending] ? ending.replace('yml', 'yaml') : 'binary',
    pretty_type: kinds[ending]?.[1] ?? 'Binary',
    user: file.user,
    mode: 'hosted',
    is_external: false,
    is_public: true,
    size: file.content?.length ?? 0,
    url,
    url_private: privately,
    url_private_download: privately,
    permalink: url,
  };
}

/** Whether the app sees it: its own, or shared where everybody reads or the app is in. */
export function seenByApp(
  workspace: Pick<Workspace, 'files' | 'messages' | 'channels'>,
  id: string,
): boolean {
  if (workspace.files.get(id)?.user === app.userId) return true;
  return workspace.messages.some(({ files, channel }) => {
    const there = workspace.channels.get(channel);
    const open = there?.kind === 'public' || there?.members.has(app.userId) === true;
    return open && files.some((file) => file['id'] === id);
  });
}

function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
