import { newUuid, type JsonObject } from '../../platform/index.ts';

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
  const url = `${origin}/files/${file.id}/${encodeURIComponent(file.name)}`;
  const ending = endingOf(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: mimetypeOf(file.name),
    filetype: kinds[ending] ? ending : 'binary',
    pretty_type: kinds[ending]?.[1] ?? 'Binary',
    user: file.user,
    mode: 'hosted',
    is_external: false,
    is_public: true,
    size: file.content?.length ?? 0,
    url,
    url_private: url,
    url_private_download: url,
    permalink: url,
  };
}

function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
