import { html, type TemplateResult } from 'lit';
import type { Message } from './api.ts';
import { icon } from './icon.ts';
import { set } from './state.ts';

type SharedFile = Message['files'][number];

const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};

/** Pictures by address: what was fetched, `undefined` while it is, `failed` where it could not be. */
const pictures = new Map<string, string | undefined>();

/** A file is offered; a picture is shown, whatever type its bytes were sent with. */
export function sharedFile(file: SharedFile): TemplateResult {
  const type = imageTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  const link = html`<a class="file" href=${file.url} download>${icon('file')} ${file.name}</a>`;
  if (type === undefined) return link;
  if (!pictures.has(file.url)) void fetchPicture(file.url, type);
  const source = pictures.get(file.url);
  if (source === 'failed') return link;
  return html`<figure>
    ${source === undefined ? html`<p class="hint">Loading ${file.name}…</p>` : html`<img class="kit-image wide" src=${source} alt=${file.title ?? file.name} />`}
    <figcaption>${file.title ?? file.name}</figcaption>
  </figure>`;
}

async function fetchPicture(url: string, type: string): Promise<void> {
  pictures.set(url, undefined);
  try {
    // The path alone: the address names 127.0.0.1, and the page may have been opened as localhost.
    const response = await fetch(new URL(url, location.href).pathname);
    if (!response.ok) throw new Error(String(response.status));
    pictures.set(url, URL.createObjectURL(new Blob([await response.arrayBuffer()], { type })));
  } catch {
    pictures.set(url, 'failed');
  }
  set({});
}
