import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { newUuid } from '../../platform/index.ts';
import { json, type WebRequest, type WebResponse } from '../web/request.ts';

/** The page's own sources stand beside the sources of the sandbox; the built files find them there. */
const folder = new URL('../../../src/sandbox/page/app/', import.meta.url);

/** Nothing from elsewhere, nothing inline: what people write in messages stays text. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A slash command as Slack's composer offers it. */
export interface OfferedCommand {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  /** What may follow, alternatives parted by `|`. */
  readonly usage: string;
}

/** A shortcut as Slack's menus offer it. */
export interface OfferedShortcut {
  readonly callbackId: string;
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly description: string;
}

export interface PageNeeds {
  readonly commands: readonly OfferedCommand[];
  readonly shortcuts: readonly OfferedShortcut[];
  /** Names of the state machines that are there from the start: examples of others are not offered. */
  readonly machines: readonly string[];
  /** User groups: messages name them by id. */
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
}

/** The sandbox's page: a local Slack in the browser. */
export function createPage(needs: PageNeeds): {
  handler: (request: WebRequest) => Promise<WebResponse | undefined>;
} {
  /** Tells a page that was open all the while that this is another sandbox, whose messages are others. */
  const sandbox = newUuid();
  const bundles = new Map<string, Promise<string>>();
  const bundled = async (entry: string, type: string): Promise<WebResponse> => {
    const bundle = bundles.get(entry) ?? bundleOf(entry);
    bundles.set(entry, bundle);
    return answer(await bundle, type);
  };
  return {
    async handler(request) {
      if (request.method !== 'GET') return undefined;
      // Permalinks open the page, which shows their message.
      if (/^\/archives\/\w+\/p\d+$/.test(request.url.pathname))
        return answer(read('index.html'), 'text/html');
      switch (request.url.pathname) {
        case '/':
          return answer(read('index.html'), 'text/html');
        case '/page/icon.svg':
          return answer(read('icon.svg'), 'image/svg+xml');
        case '/page/app.css':
          return bundled('styles/index.css', 'text/css');
        case '/page/app.js':
          return bundled('main.ts', 'text/javascript');
        case '/page/about.json':
          return json({ sandbox, ...needs }, 200, headers);
        default:
          return undefined;
      }
    },
  };
}

function answer(body: string | Uint8Array, type: string): WebResponse {
  return { status: 200, headers: { ...headers, 'content-type': `${type}; charset=utf-8` }, body };
}

function read(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

const common = { bundle: true, write: false, minify: true, logLevel: 'silent' } satisfies BuildOptions;

async function bundleOf(entry: string): Promise<string> {
  const built = await build({
    ...common,
    entryPoints: [fileURLToPath(new URL(entry, folder))],
    format: 'esm',
    target: 'es2022',
  });
  return built.outputFiles[0]?.text ?? '';
}
