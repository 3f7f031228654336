import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { shippedFunctions } from '../../../src/cli/functions.ts';
import { silentLogger } from '../../../src/platform/index.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import { connectApp, type TestApp } from './test-app.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Answer extends Fields {
  readonly ok: boolean;
  readonly error?: string;
}

/** The manifest of the app under test, where it differs from the shipped one. */
export interface TestManifest {
  readonly scopes?: readonly string[];
  readonly events?: readonly string[];
  readonly shortcuts?: readonly { callback_id: string; type: 'global' | 'message' }[];
  readonly shouldEscape?: boolean;
  readonly interactive?: boolean;
  readonly homeTab?: boolean;
}

/** A sandbox without a bot: the test is the app and the people. */
export interface LocalSlack {
  readonly sandbox: Sandbox;
  readonly origin: string;
  readonly web: WebClient;
  readonly dataFolder: string;
  /** A method of the Web API, called with JSON as it stands. */
  api<T = Answer>(method: string, args?: Fields, token?: string): Promise<T>;
  /** A door that people use. */
  post(door: string, body?: unknown): Promise<Answer>;
  get<T = Answer>(door: string): Promise<T>;
  /** Status and body of a door. */
  raw(path: string, init?: RequestInit): Promise<{ status: number; body: Answer }>;
  connect(): Promise<TestApp>;
  messages(channel: string, viewer?: string): Promise<readonly Shown[]>;
  stop(): Promise<void>;
}

export interface Shown extends Fields {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly thread_ts?: string;
}

export const allScopes = [
  ...['commands', 'chat:write', 'users:read', 'users:read.email', 'usergroups:read'],
  ...['files:read', 'files:write'],
  ...['channels:read', 'groups:read', 'im:read', 'channels:history', 'groups:history', 'im:history'],
  ...['im:write', 'reactions:write', 'app_mentions:read'],
];

/** @param botProgram a program that the sandbox starts as the bot */
export async function openLocalSlack(manifest: TestManifest = {}, botProgram?: string): Promise<LocalSlack> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-slack-'));
  const manifestFile = join(dataFolder, 'manifest.yml');
  writeFileSync(manifestFile, JSON.stringify(manifestOf(manifest)));
  const sandbox = await startSandbox({
    port: 0,
    awsPort: 0,
    dataFolder,
    manifestFile,
    ...(botProgram !== undefined && { botProgram }),
    seeds: { machines: [], activities: [] },
    functions: shippedFunctions(),
    log: silentLogger(),
  });
  const origin = sandbox.slackOrigin;
  const token = sandbox.env['SLACK_BOT_TOKEN'] ?? '';
  const apps: TestApp[] = [];
  const raw: LocalSlack['raw'] = async (path, init) => {
    const response = await fetch(`${origin}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer };
  };
  return {
    sandbox,
    origin,
    dataFolder,
    raw,
    web: new WebClient(token, {
      slackApiUrl: `${origin}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    async api<T>(method: string, args: Fields = {}, as = token) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${as}` };
      const init = { method: 'POST', headers, body: JSON.stringify(args) };
      return (await raw(`/api/${method}`, init)).body as T;
    },
    async post(door, body = {}) {
      return (await raw(`/sandbox/${door}`, { method: 'POST', body: JSON.stringify(body) })).body;
    },
    get: async <T>(door: string) => (await raw(`/sandbox/${door}`)).body as T,
    async connect() {
      const app = await connectApp(origin, sandbox.env['SLACK_APP_TOKEN'] ?? '');
      apps.push(app);
      return app;
    },
    async messages(channel, viewer) {
      const seen = viewer === undefined ? '' : `&viewer=${viewer}`;
      const { body } = await raw(`/sandbox/messages?channel=${channel}${seen}`);
      return body['messages'] as readonly Shown[];
    },
    async stop() {
      for (const app of apps) app.close();
      await sandbox.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** One for all tests of a suite, as it was at first before each of them. */
export async function sharedSlack(manifest: TestManifest = {}): Promise<LocalSlack> {
  const slack = await openLocalSlack(manifest);
  beforeEach(() => slack.post('reset'));
  afterAll(() => slack.stop());
  return slack;
}

/** The same with an app, which before each test has been sent nothing and answers nothing. */
export async function sharedSlackWithApp(manifest: TestManifest = {}) {
  const slack = await sharedSlack(manifest);
  const app = await slack.connect();
  beforeEach(() => {
    app.envelopes.length = 0;
    app.answers(() => ({}));
  });
  return { slack, app };
}

function manifestOf(from: TestManifest): Fields {
  return {
    display_information: { name: 'Test' },
    features: {
      app_home: { home_tab_enabled: from.homeTab ?? true },
      slash_commands: [{ command: '/workflow', should_escape: from.shouldEscape ?? false }],
      shortcuts: from.shortcuts ?? [],
    },
    oauth_config: { scopes: { bot: from.scopes ?? allScopes } },
    settings: {
      event_subscriptions: { bot_events: from.events ?? [] },
      interactivity: { is_enabled: from.interactive ?? true },
    },
  };
}

/** Looks until there is something to see. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`waited in vain for: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const plain = (text: string) => ({ type: 'plain_text', text });
export const section = (text: string, more: Fields = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
});
export const option = (value: string) => ({ text: plain(value), value });
export const button = (actionId: string, more: Fields = {}) => ({
  type: 'button',
  text: plain(actionId),
  action_id: actionId,
  ...more,
});
export const actions = (...elements: readonly Fields[]) => ({
  type: 'actions',
  block_id: 'acts',
  elements,
});
export const input = (blockId: string, element: Fields, more: Fields = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'it', ...element },
  ...more,
});
export const modal = (blocks: readonly Fields[], more: Fields = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
  ...more,
});
