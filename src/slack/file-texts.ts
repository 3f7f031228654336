import type { WebClient } from '@slack/web-api';
import { messageOf, type Logger } from '../platform/index.ts';
import { callTimeoutMs } from './call-options.ts';
import { troubleOf } from './errors.ts';

/** What a file says, or a sentence about why nobody knows. */
export type FileText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly sentence: string };

/** Reads a file that hangs on a message. */
export type FileTexts = (file: { readonly id: string; readonly name: string }) => Promise<FileText>;

/** A definition is 1 MiB at most: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const mostBytes = 1_048_576;

/** @param apiUrl where Slack's Web API is, if not at its own place */
export function createFileTexts(needs: {
  client: Pick<WebClient, 'files'>;
  botToken: string;
  apiUrl?: string | undefined;
  log: Logger;
}): FileTexts {
  const { client, botToken, log } = needs;
  const hosts = fileHosts(needs.apiUrl ?? 'https://slack.com/api/');

  /** Slack says by its name what is wrong; the download alone would show a page to sign in. */
  const addressOf = async ({ id, name }: { id: string; name: string }): Promise<URL> => {
    const { file } = await client.files.info({ file: id }).catch((error: unknown) => {
      throw new NotRead(notTold(name, error), { cause: error });
    });
    if ((file?.size ?? 0) > mostBytes) throw new NotRead(tooLarge(name));
    const { url_private: address } = file ?? {};
    if (address === undefined || file?.mode === 'tombstone' || file?.mode === 'hidden_by_limit')
      throw new NotRead(gone(name));
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url && hosts.has(url.origin)) return url;
    throw new NotRead(
      `${name} does not lie at Slack but elsewhere, and Signalbox reads from Slack alone. Upload the file itself, or paste it behind \`/workflow lint\`.`,
    );
  };
  const download = async (name: string, url: URL): Promise<string> => {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${botToken}` },
      // Followed, the token would go wherever an answer points.
      redirect: 'manual',
      signal: AbortSignal.timeout(callTimeoutMs),
    });
    const { status, headers } = response;
    // Slack answers a token that may not read the file with a page to sign in: 302, or 200.
    const isPage = /^text\/html/i.test(headers.get('content-type') ?? '');
    if (status === 404 || status === 410) throw new NotRead(gone(name));
    if ((status >= 300 && status < 400) || status === 401 || status === 403 || (status === 200 && isPage))
      throw new NotRead(notGiven(name));
    if (status !== 200) throw new Error(`Slack answered with ${String(status)}`);
    const bytes = await atMost(response, mostBytes);
    if (!bytes) throw new NotRead(tooLarge(name));
    return textOf(name, bytes);
  };
  return async (file) => {
    try {
      return { kind: 'text', text: await download(file.name, await addressOf(file)) };
    } catch (error) {
      log.warn({ because: messageOf(error), file: file.id }, 'attached file not read');
      if (error instanceof NotRead) return { kind: 'refused', sentence: error.message };
      return { kind: 'refused', sentence: notAnswered(file.name) };
    }
  };
}

/** Carries the sentence for the person. */
class NotRead extends Error {}

/** Slack's files lie at `files.` and the host of its Web API; a stand-in keeps them at its own. */
function fileHosts(apiUrl: string): ReadonlySet<string> {
  const { protocol, host, origin } = new URL(apiUrl);
  return new Set([origin, `${protocol}//files.${host}`]);
}

function notTold(name: string, error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble.kind === 'rate-limited')
    return `Slack asks Signalbox to wait before it reads ${name}. Try again in a minute.`;
  if (trouble.kind === 'unanswered') return notAnswered(name);
  if (trouble.code === 'missing_scope') return notGiven(name);
  if (trouble.code === 'file_not_found' || trouble.code === 'file_deleted') return gone(name);
  return `Slack did not hand out ${name} (${trouble.code}). Paste the definition behind \`/workflow lint\` instead.`;
}

const tooLarge = (name: string) =>
  `${name} is larger than 1 MB, and Step Functions takes no definition that large. Attach the definition alone.`;
const gone = (name: string) =>
  `Slack has no ${name} for Signalbox: it was deleted, or lies in a conversation that Signalbox is not in. Attach it again, where Signalbox is.`;
const notGiven = (name: string) =>
  `Slack does not let Signalbox read ${name}: the app lacks the scope files:read. Whoever runs Signalbox adds it and installs the app again (\`signalbox doctor\` says). Until then, paste the definition behind \`/workflow lint\`.`;
const notAnswered = (name: string) =>
  `Slack did not hand out ${name} in time. Try again in a minute, or paste the definition behind \`/workflow lint\`.`;

/** Undefined where there are more: an announced size can be wrong, or missing. */
async function atMost(response: Response, most: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  for await (const part of body) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** @throws {NotRead} */
function textOf(name: string, bytes: Buffer): string {
  const notText = () =>
    new NotRead(
      `${name} is not text in UTF-8, so it is no definition. Save it as UTF-8 and attach it again.`,
    );
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw notText();
    return text;
  } catch {
    throw notText();
  }
}
