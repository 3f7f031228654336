import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeEach } from '@jest/globals';
import { silentLogger } from '../../src/platform/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { shippedFunctions } from '../../src/cli/functions.ts';
import { shippedStacks } from '../../src/workflows/index.ts';

/** What a door of the sandbox answers. */
export interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly response?: unknown;
  readonly pid?: number | null;
}

export interface Shown {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Record<string, unknown>[];
  readonly metadata?: { readonly event_type: string };
  readonly ephemeral?: string;
}

/** The whole thing on one machine: sandbox, the bot as a process of its own, and the doors people use. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly sfn: SFNClient;
  readonly dataFolder: string;
  post(door: string, body: unknown): Promise<Answer>;
  get<T>(door: string): Promise<T>;
  messages(channel: string, viewer?: string): Promise<readonly Shown[]>;
  /** The newest card in the channel; waits for one that fits. */
  card(fits?: (card: Shown) => boolean): Promise<Shown>;
  cards(): Promise<readonly Shown[]>;
  /** Typed again where the bot was just connecting anew. */
  command(user: string, text: string, channel?: string): Promise<Answer>;
  click(
    user: string,
    card: Shown,
    verdict: 'approve' | 'reject',
    more?: Record<string, unknown>,
  ): Promise<Answer>;
  /** What only this person was told last. */
  toldTo(user: string, channel?: string): Promise<string>;
  /** Starts a promotion and gives its execution's ARN, when its card has buttons. */
  promotion(who?: string, employeeName?: string): Promise<{ card: Shown; executionArn: string }>;
  stop(): Promise<void>;
}

export const built = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** Long enough for a slow machine; nothing here asserts on time. */
const patienceMs = 120_000;
/** Where many suites share a machine, a bot may not get its turn within Slack's 3. */
const answerWithinSeconds = 30;

export async function openStage(
  options: {
    botProgram?: string | undefined;
    policyFile?: string;
    manifestFile?: string;
    answerWithinSeconds?: number;
  } = { botProgram: built },
): Promise<Stage> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'signalbox-stage-'));
  const sandbox = await startSandbox({
    port: 0,
    awsPort: 0,
    dataFolder,
    ...(options.policyFile !== undefined && { policyFile: options.policyFile }),
    ...(options.manifestFile !== undefined && { manifestFile: options.manifestFile }),
    ...(options.botProgram !== undefined && { botProgram: options.botProgram }),
    seeds: { machines: [], activities: [], stacks: shippedStacks() },
    functions: shippedFunctions(),
    answerWithinSeconds: options.answerWithinSeconds ?? answerWithinSeconds,
    log: silentLogger(),
  });
  const sfn = new SFNClient({
    endpoint: sandbox.awsOrigin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
  });
  const stage: Stage = {
    sandbox,
    sfn,
    dataFolder,
    async post(door, body) {
      const response = await fetch(`${sandbox.slackOrigin}/sandbox/${door}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return (await response.json()) as Answer;
    },
    async get<T>(door: string) {
      const response = await fetch(`${sandbox.slackOrigin}/sandbox/${door}`);
      return (await response.json()) as T;
    },
    async messages(channel, viewer) {
      const query = `messages?channel=${channel}${viewer === undefined ? '' : `&viewer=${viewer}`}`;
      // A direct message's channel is there from its first message on.
      return (await stage.get<{ messages?: readonly Shown[] }>(query)).messages ?? [];
    },
    cards: async () =>
      (await stage.messages('releases')).filter(
        (message) => message.metadata?.event_type === 'signalbox_approval',
      ),
    card: (fits = () => true) => until(async () => (await stage.cards()).findLast(fits)),
    command: (user, text, channel = 'C0WORKFLOWS') =>
      until(async () => {
        const answer = await stage.post('command', { user, channel, command: '/workflow', text });
        return answer.error !== 'operation_timed_out' && answer;
      }),
    click: (user, card, verdict, more = {}) =>
      stage.post('click', {
        user,
        channel: 'C0RELEASES',
        ts: card.ts,
        action_id: `approval.${verdict}`,
        ...more,
      }),
    toldTo: (user, channel = 'releases') =>
      until(
        async () =>
          (await stage.messages(channel, user)).findLast((message) => message.ephemeral === user)?.text,
      ),
    async promotion(who = 'U0REQUESTER', employeeName = 'Jane Doe') {
      const input = JSON.stringify({ managerEmailAddress: 'approver@example.com', employeeName });
      const before = new Set((await stage.cards()).map(({ ts }) => ts));
      await stage.command(who, `start PromotionApproval ${input}`);
      const card = await stage.card((one) => !before.has(one.ts) && hasButtons(one));
      const name = /execution (\S+)/.exec(words(card))?.[1] ?? '';
      return {
        card,
        executionArn: `arn:aws:states:us-east-1:000000000000:execution:PromotionApproval:${name}`,
      };
    },
    async stop() {
      sfn.destroy();
      await sandbox.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** The stage of a whole suite, as it was at first before each story, gone after the last. */
export function shared<S extends Stage>(stage: S): S {
  beforeEach(() => stage.post('reset', {}));
  afterAll(() => stage.stop());
  return stage;
}

/** Looks until there is something to see. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited in vain for: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function hasButtons(card: Shown): boolean {
  return card.blocks.some((block) => block['type'] === 'actions');
}

/** Everything that a card says. */
export function words(card: Shown): string {
  return JSON.stringify(card.blocks).replace(/\\"/g, '"').replace(/\\n/g, '\n');
}

/** Waits until the execution has succeeded. */
export function succeeded(stage: Stage, executionArn: string): Promise<boolean> {
  return until(
    async () => (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status === 'SUCCEEDED',
  );
}

/** The calls of this operation of AWS, or method of Slack, that the sandbox got. */
export async function calls(
  stage: Stage,
  of: 'aws' | 'slack',
  name: string,
): Promise<readonly { readonly ok: boolean }[]> {
  const all = await stage.get<{ operation?: string; method?: string; ok: boolean }[]>(`calls?of=${of}`);
  return all.filter((call) => (call.operation ?? call.method) === name);
}
