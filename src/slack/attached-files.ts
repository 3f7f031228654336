import { isJsonObject } from '../platform/index.ts';

/** A file that hangs on a message, as the payload of a shortcut names it. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  /** Whether it may hold a definition, by its name or by what Slack takes it for, and in which language. */
  readonly language: 'JSON' | 'YAML' | undefined;
}

/** The files of a message that Slack hands to a shortcut. Pure. */
export function attachedFiles(message: { readonly [field: string]: unknown }): readonly AttachedFile[] {
  const files: unknown = message['files'];
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown): readonly AttachedFile[] => {
    if (!isJsonObject(file) || typeof file['id'] !== 'string') return [];
    // What is shared from another workspace comes without a name.
    const name = typeof file['name'] === 'string' ? file['name'] : file['id'];
    return [{ id: file['id'], name, language: languageOf(name, file) }];
  });
}

function languageOf(
  name: string,
  { filetype, mode }: { readonly [field: string]: unknown },
): AttachedFile['language'] {
  if (/\.ya?ml$/i.test(name) || filetype === 'yaml') return 'YAML';
  if (/\.(?:json|asl)$/i.test(name) || filetype === 'json') return 'JSON';
  // A long paste becomes a snippet, whatever Slack takes it for.
  return mode === 'snippet' ? 'JSON' : undefined;
}
