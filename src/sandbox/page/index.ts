import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { WebRequest, WebResponse } from '../web/request.ts';

/** The page's own sources stand beside the sources of the sandbox; the built files find them there. */
const folder = new URL('../../../src/sandbox/page/app/', import.meta.url);

/** Nothing from elsewhere, nothing inline: what people write in messages stays text. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The sandbox's page: a local Slack in the browser. */
export function createPage(): { handler: (request: WebRequest) => Promise<WebResponse | undefined> } {
  let script: Promise<string> | undefined;
  return {
    async handler(request) {
      if (request.method !== 'GET') return undefined;
      // Permalinks open the page, which shows their message.
      if (/^\/archives\/\w+\/p\d+$/.test(request.url.pathname)) return file('index.html', 'text/html');
      switch (request.url.pathname) {
        case '/':
          return file('index.html', 'text/html');
        case '/page/app.css':
          return file('style.css', 'text/css');
        case '/page/icon.svg':
          return file('icon.svg', 'image/svg+xml');
        case '/page/app.js':
          script ??= bundle();
          return {
            status: 200,
            headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' },
            body: await script,
          };
        default:
          return undefined;
      }
    },
  };
}

function file(name: string, type: string): WebResponse {
  const body = readFileSync(new URL(name, folder));
  return { status: 200, headers: { ...headers, 'content-type': `${type}; charset=utf-8` }, body };
}

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL('main.ts', folder))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}
