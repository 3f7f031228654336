import { existsSync, readFileSync } from 'node:fs';

/** What an API in front of Lambda hands over, as far as it matters here. */
interface Request {
  readonly path?: string;
}
interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The pipeline's build puts it beside the code. */
const versionFile = new URL('version.json', import.meta.url);
const { version } = (
  existsSync(versionFile) ? JSON.parse(readFileSync(versionFile, 'utf8')) : { version: 'none' }
) as {
  version: string;
};

/** The sample service: `/time` and `/time/{timeZone}`, such as `/time/Europe/Madrid`. */
export function handler({ path = '/' }: Request): Promise<Response> {
  const [, zone = 'UTC'] = /^\/time(?:\/(.+))?$/.exec(decodeURIComponent(path)) ?? [];
  if (!/^\/time(\/|$)/.test(path))
    return answer(404, { error: `There is no ${path}; there are /time and /time/{timeZone}.` });
  try {
    const now = new Date();
    const time = now.toLocaleString('sv-SE', { timeZone: zone });
    return answer(200, { zone, time, at: now.toISOString(), version });
  } catch {
    return answer(404, { error: `There is no time zone ${zone}; name one as Europe/Madrid.` });
  }
}

function answer(statusCode: number, body: Readonly<Record<string, string>>): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return Promise.resolve({ statusCode, headers, body: JSON.stringify(body) });
}
