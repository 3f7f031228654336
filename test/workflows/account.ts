import { openEndpoint, type Endpoint } from '../sandbox/aws/endpoint.ts';

/** Some AWS that functions under test call: all that they know is in their environment. Their clients remember it. */
export interface Place {
  settings(region: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Lets time go by there. */
  pass(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** The local AWS, where the clock is the test's. */
export interface Account extends Endpoint, Place {}

export type Environment = Readonly<Record<string, string>>;

export async function openAccount(environment: Environment): Promise<Account> {
  const endpoint = await openEndpoint();
  return {
    ...endpoint,
    settings: settingsOf(endpoint.origin, environment),
    pass: (seconds) => endpoint.clock.advance(seconds * 1000),
  };
}

/** Points the functions to that AWS, as Lambda does, and says how a test's own clients reach it. */
export function settingsOf(endpoint: string, environment: Environment): Place['settings'] {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'functions',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    ...environment,
  });
  const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };
  return (region) => ({ endpoint, region, credentials });
}
