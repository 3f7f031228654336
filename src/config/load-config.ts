import { dirname, isAbsolute, resolve } from 'node:path';
import { messageOf, nearest, type LogLevel, type SealKey } from '../platform/index.ts';
import { ConfigInvalid, type Fault } from './fault.ts';
import { loadPolicy } from './load-policy.ts';
import type { Policy } from './policy.ts';
import { storeOf, tableOf, type StoreConfig } from './store-config.ts';

export interface Config {
  readonly slack: { readonly botToken: string; readonly appToken: string; readonly apiUrl?: string };
  readonly aws: { readonly region: string; readonly endpoint?: string };
  /** Path of signalbox.yaml, read again on SIGHUP. */
  readonly policyFile: string;
  readonly policy: Policy;
  readonly store: StoreConfig;
  /** Folder of the database, where the store is SQLite. */
  readonly dataFolder: string;
  /** The first seals; all open. */
  readonly tokenKeys: readonly [SealKey, ...SealKey[]];
  readonly logLevel: LogLevel;
  /** Health and metrics; off where absent. */
  readonly httpPort?: number;
  readonly httpHost: string;
}

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];
const keyBytes = 32;
/** As the SDKs name it. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
const dynamoEndpoint = 'AWS_ENDPOINT_URL_DYNAMODB';

/** Reads the world once. @throws {ConfigInvalid} with every fault of the environment and of signalbox.yaml */
export function loadConfig(
  readFile: (path: string) => string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const faults: Fault[] = [];
  const fault = (at: string, message: string) => {
    faults.push({ at, message });
  };
  const needed = (name: string, remedy: string) => {
    const value = env[name]?.trim() ?? '';
    if (value === '') fault(name, `is not set; ${remedy}`);
    return value;
  };
  const token = (name: string, prefix: string, remedy: string) => {
    const value = needed(name, remedy);
    if (value !== '' && !value.startsWith(prefix)) fault(name, `does not begin with ${prefix}; ${remedy}`);
    return value;
  };

  const botToken = token(
    'SLACK_BOT_TOKEN',
    'xoxb-',
    'copy the bot token from "OAuth & Permissions" of the Slack app',
  );
  const appToken = token(
    'SLACK_APP_TOKEN',
    'xapp-',
    'make an app-level token with connections:write under "Basic Information"',
  );
  const region = needed('AWS_REGION', 'name the Region of the state machines, such as eu-west-1');
  const apiUrl = url(env, 'SLACK_API_URL', fault);
  const endpoint = url(env, 'AWS_ENDPOINT_URL', fault);
  const tokenKeys = keysOf(needed('SIGNALBOX_TOKEN_KEY', keyRemedy), fault);
  const logLevel = levelOf(env['LOG_LEVEL'] ?? 'info', fault);
  const httpPort = portOf(env['SIGNALBOX_HTTP_PORT'], fault);
  const store = storeOf(env, url(env, dynamoEndpoint, fault), fault);
  const policyFile = policyFileOf(env);
  const dataFolder = absolute(env['SIGNALBOX_DATA'] ?? 'data');

  const loaded = reloadPolicy(policyFile, readFile, env);
  const policy = 'policy' in loaded ? loaded.policy : undefined;
  if ('faults' in loaded) faults.push(...loaded.faults);
  if (faults.length > 0 || !policy || !tokenKeys) throw new ConfigInvalid(faults);
  return Object.freeze({
    slack: { botToken, appToken, ...(apiUrl !== undefined && { apiUrl }) },
    aws: { region, ...(endpoint !== undefined && { endpoint }) },
    policyFile,
    policy,
    store,
    dataFolder,
    tokenKeys,
    logLevel,
    ...(httpPort !== undefined && { httpPort }),
    httpHost: env['SIGNALBOX_HTTP_HOST'] ?? '127.0.0.1',
  });
}

/** Which AWS the environment means, and no more: for commands that need no Slack and no policy. @throws {ConfigInvalid} */
export function placeOfAws(env: Env = process.env): Config['aws'] {
  return placed(
    env,
    'name the Region of the state machines, such as eu-west-1',
    'AWS_ENDPOINT_URL',
    () => ({}),
  );
}

/** Where the table of the environment is, or is to be. @throws {ConfigInvalid} */
export function placeOfTable(env: Env = process.env): Config['aws'] & { readonly table: string } {
  return placed(env, 'name the Region of the table, such as eu-west-1', dynamoEndpoint, (fault) => ({
    table: tableOf(env, fault),
  }));
}

type Env = Readonly<Record<string, string | undefined>>;

function placed<T>(
  env: Env,
  remedy: string,
  endpointName: string,
  more: (fault: Report) => T,
): Config['aws'] & T {
  const faults: Fault[] = [];
  const fault = (at: string, message: string) => {
    faults.push({ at, message });
  };
  const region = env['AWS_REGION']?.trim() ?? '';
  if (region === '') fault('AWS_REGION', `is not set; ${remedy}`);
  const rest = more(fault);
  const endpoint = url(env, endpointName, fault) ?? url(env, 'AWS_ENDPOINT_URL', fault);
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return { ...rest, region, ...(endpoint !== undefined && { endpoint }) };
}

/** Where signalbox.yaml is: what SIGNALBOX_CONFIG says, else beside whoever asks. */
export function policyFileOf(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return absolute(env['SIGNALBOX_CONFIG'] ?? 'signalbox.yaml');
}

/** Whether somebody says where signalbox.yaml is: then it must be there. */
export function policyFileIsNamed(env: Env = process.env): boolean {
  return env['SIGNALBOX_CONFIG'] !== undefined;
}

/** The policy of a file, at the start and again later; a file that cannot be read is a fault like any other. */
export function reloadPolicy(
  policyFile: string,
  readFile: (path: string) => string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReturnType<typeof loadPolicy> {
  let text: string;
  try {
    text = readFile(policyFile);
  } catch (error) {
    const message = `${policyFile} cannot be read (${messageOf(error)}); point SIGNALBOX_CONFIG at a signalbox.yaml`;
    return { faults: [{ at: 'SIGNALBOX_CONFIG', message }] };
  }
  return loadPolicy(text, env, policyFile.split('/').at(-1), (path) =>
    readFile(resolve(dirname(policyFile), path)),
  );
}

type Report = (at: string, message: string) => void;
const keyRemedy =
  'make one with: echo "k1:$(openssl rand -base64 32)"; put a new key first and keep the old ones after it, comma separated';

function keysOf(text: string, fault: Report): readonly [SealKey, ...SealKey[]] | undefined {
  if (text === '') return undefined;
  const keys = text.split(',').map((part): SealKey => {
    const at = part.indexOf(':');
    return {
      id: part.slice(0, Math.max(at, 0)).trim(),
      key: Buffer.from(part.slice(at + 1).trim(), 'base64'),
    };
  });
  if (keys.some(({ id, key }) => id === '' || key.length !== keyBytes)) {
    fault('SIGNALBOX_TOKEN_KEY', `is not ID:BASE64 of ${String(keyBytes)} bytes; ${keyRemedy}`);
    return undefined;
  }
  const [first, ...others] = keys;
  return first && [first, ...others];
}

function levelOf(text: string, fault: Report): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  const meant = nearest(text, logLevels);
  fault(
    'LOG_LEVEL',
    `is "${text}"; choose one of ${logLevels.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
  );
  return 'info';
}

function portOf(text: string | undefined, fault: Report): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  fault(
    'SIGNALBOX_HTTP_PORT',
    `is "${text}"; choose a port number, or leave it unset for no health endpoint`,
  );
  return undefined;
}

function url(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fault: Report,
): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  fault(name, `is "${text}"; write an address that begins with http:// or https://, or leave it unset`);
  return undefined;
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : resolve(path);
}
