import { json, type WebRequest, type WebResponse } from '../web/request.ts';
import { mimetypeOf, seenByApp } from './file.ts';
import { uploadedBytes } from './form.ts';
import type { Workspace } from './workspace.ts';

/** `/files/ID/NAME` gives the bytes; `POST /files/upload/ID` takes them. */
export function filesDoor(request: WebRequest, workspace: Workspace): WebResponse {
  const [, , id = '', name = ''] = request.url.pathname.split('/');
  if (id === 'upload') return upload(name, request, workspace);
  const file = workspace.files.get(id);
  if (!file?.content || request.method !== 'GET') return json({ ok: false, error: 'file_not_found' }, 404);
  const mimetype = mimetypeOf(file.name);
  // Pictures can be looked at; whatever could run in the page's origin is only handed out.
  const type = /^image\/(png|jpeg|gif)$/.test(mimetype) ? mimetype : 'application/octet-stream';
  return {
    status: 200,
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
    body: file.content,
  };
}

/**
 * `/files-pri/ID/NAME` gives the bytes to a token that may read files. Whoever comes without one is sent to sign in, as
 * people are: where that is followed, it ends in a page with 200. https://docs.slack.dev/reference/objects/file-object
 */
export function privateFilesDoor(
  request: WebRequest,
  workspace: Workspace,
  may: { readonly token: string; readonly scopes: readonly string[] },
): WebResponse {
  const id = request.url.pathname.split('/')[2] ?? '';
  const mayRead =
    request.headers.authorization === `Bearer ${may.token}` && may.scopes.includes('files:read');
  if (!mayRead || !seenByApp(workspace, id)) {
    const location = `/?redir=${encodeURIComponent(request.url.pathname)}`;
    return {
      status: 302,
      headers: { location, 'content-type': 'text/html; charset=utf-8', 'x-slack-meta': '?;acl_fail' },
      body: `<a href="${location}">Found</a>.`,
    };
  }
  return filesDoor(request, workspace);
}

function upload(id: string, request: WebRequest, workspace: Workspace): WebResponse {
  const file = workspace.files.get(id);
  if (!file || file.completed || request.method !== 'POST')
    return json({ ok: false, error: 'file_not_found' }, 404);
  const bytes = uploadedBytes(request);
  if (bytes.length !== file.length) {
    return json(
      {
        ok: false,
        error: 'length_mismatch',
        message: `${bytes.length} bytes came, ${file.length} were announced.`,
      },
      400,
    );
  }
  file.content = bytes;
  return { status: 200, body: `OK - ${bytes.length}` };
}
