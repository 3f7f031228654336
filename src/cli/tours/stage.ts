import { createAwsCalls, type AwsCalls } from './aws-calls.ts';
import { parseJson, type JsonObject, type JsonValue, isJsonObject } from '../../platform/index.ts';

/** How long a story waits for the next thing to happen: on a busy machine, functions that load an SDK take their time. */
const patienceMs = 60_000;

/** What a tour plays on: the doors that people use, and a transcript. */
export interface Stage {
  /** A line of the story. */
  say(line: string): void;
  /** Notes a difference where `found` is not as the story goes. */
  expect(what: string, found: JsonValue | undefined, wanted: JsonValue): void;
  command(user: string, channel: string, text: string): Promise<void>;
  door(name: string, body: JsonObject): Promise<JsonObject>;
  /** The newest message that fits, with its text and the words of its blocks. */
  message(
    channel: string,
    fits: (words: string) => boolean,
    viewer?: string,
  ): Promise<{ ts: string; words: string }>;
  modal(user: string): Promise<string>;
  /** The local AWS, as any SDK calls it. */
  readonly aws: AwsCalls;
  /** A call of Step Functions in the bot's Region. */
  states(operation: string, params: JsonObject): Promise<JsonObject>;
  /** Asks again until the answer fits. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>;
  readonly differences: readonly string[];
}

export interface Tour {
  readonly about: string;
  play(stage: Stage): Promise<void>;
}

export function createStage(places: { slack: string; aws: string; print: (line: string) => void }): Stage {
  const differences: string[] = [];
  const stage: Stage = {
    differences,
    say: places.print,
    expect(what, found, wanted) {
      if (JSON.stringify(found) === JSON.stringify(wanted)) places.print(`  ✓ ${what}: ${text(wanted)}`);
      else differences.push(`${what}: expected ${text(wanted)}, found ${text(found ?? null)}`);
    },
    async command(user, channel, line) {
      places.print(`${user} types in #${channel}: /workflow ${line}`);
      await stage.door('command', { user: idOf(user), channel, command: '/workflow', text: line });
    },
    async door(name, body) {
      const response = await fetch(`${places.slack}/sandbox/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      const answer = parseJson(await response.text());
      if (!isJsonObject(answer)) throw new Error(`the door ${name} answered nothing readable`);
      if (answer['ok'] !== true) differences.push(`the door ${name} answered ${text(answer)}`);
      return answer;
    },
    message: (channel, fits, viewer) =>
      stage.until(`a message in #${channel}`, async () => {
        const response = await fetch(
          `${places.slack}/sandbox/messages?channel=${channel}${viewer === undefined ? '' : `&viewer=${idOf(viewer)}`}`,
        );
        const answer = parseJson(await response.text());
        const list =
          isJsonObject(answer) && Array.isArray(answer['messages'])
            ? (answer['messages'] as readonly JsonObject[])
            : [];
        const found = list
          .map((one) => ({ ts: typeof one['ts'] === 'string' ? one['ts'] : '', words: wordsIn(one) }))
          .findLast(({ words }) => fits(words));
        return found;
      }),
    modal: (user) =>
      stage.until(`a modal for ${user}`, async () => {
        const response = await fetch(`${places.slack}/sandbox/views?user=${idOf(user)}`);
        const answer = parseJson(await response.text());
        const modal = isJsonObject(answer) ? answer['modal'] : undefined;
        return isJsonObject(modal) && typeof modal['id'] === 'string' ? modal['id'] : undefined;
      }),
    aws: createAwsCalls(places.aws),
    states: (operation, params) => stage.aws.json('states', 'us-east-1', operation, params),
    async until(what, look) {
      const end = performance.now() + patienceMs;
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        if (performance.now() > end) throw new Error(`the story waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
  return stage;
}

const ids: Readonly<Record<string, string>> = {
  requester: 'U0REQUESTER',
  approver: 'U0APPROVER',
  'second-approver': 'U0SECOND',
  security: 'U0SECURITY',
  guest: 'U0GUEST',
};

const groups: Readonly<Record<string, string>> = {
  S0RELEASE: '@release-managers',
  S0SECURITY: '@security',
  S0PLATFORM: '@platform-leads',
};

function idOf(role: string): string {
  return ids[role] ?? role;
}

/** Everything that stands in a message, as a person reads it. */
function wordsIn(message: JsonObject): string {
  const found: string[] = [];
  const walk = (value: JsonValue | undefined) => {
    if (Array.isArray(value)) for (const inner of value as readonly JsonValue[]) walk(inner);
    else if (isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'text' && typeof inner === 'string') found.push(inner);
        else walk(inner);
      }
    }
  };
  walk(message['blocks']);
  if (found.length === 0) walk({ text: message['text'] ?? '' });
  return found
    .join('\n')
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replace(
      /<@(\w+)>/g,
      (_whole, id: string) => `@${Object.entries(ids).find(([, known]) => known === id)?.[0] ?? id}`,
    )
    .replace(/<!subteam\^(\w+)>/g, (_whole, id: string) => groups[id] ?? id)
    .replace(/<https?:[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('*', '');
}

/** A message in the transcript: indented under who said it. */
export function quoted(words: string): string {
  return words
    .split('\n')
    .map((line) => `    │ ${line}`)
    .join('\n');
}

function text(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
