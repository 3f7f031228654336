import { openEndpoint, type Endpoint } from '../sandbox/aws/endpoint.ts';

/** How a function, and a test beside it, reaches the local AWS. */
export interface Account extends Endpoint {
  settings(region: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** A local AWS in which functions run as in Lambda: all they know is in their environment. Their clients remember it. */
export async function openAccount(environment: Readonly<Record<string, string>>): Promise<Account> {
  const endpoint = await openEndpoint();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint.origin,
    AWS_ACCESS_KEY_ID: 'functions',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    ...environment,
  });
  return {
    ...endpoint,
    settings: (region) => ({
      endpoint: endpoint.origin,
      region,
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    }),
  };
}
