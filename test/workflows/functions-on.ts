import { shippedFunctions } from '../../src/cli/functions.ts';
import type { JsonValue } from '../../src/platform/index.ts';
import type { Invocation } from '../../src/sandbox/aws/functions.ts';
import { openEndpoint } from '../sandbox/aws/endpoint.ts';

/** The shipped functions, as they were built, calling an AWS of the sandbox's account. */
export interface FunctionsOn {
  /** Settings of an SDK client for the same AWS. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  invoke(name: string, payload: JsonValue): Promise<Invocation>;
  close(): Promise<void>;
}

const region = 'us-east-1';
const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };

export function openFunctions(origin: string): FunctionsOn {
  const functions = shippedFunctions();
  functions.useEnvironment({
    AWS_ENDPOINT_URL: origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return {
    settings: { endpoint: origin, region, credentials },
    invoke: (name, payload) =>
      functions.invoke(name, payload, {
        requestId: 'r',
        functionArn: `arn:aws:lambda:${region}:000000000000:function:${name}`,
      }),
    close: () => functions.stop(),
  };
}

/** Over the sandbox's AWS, with the functions in its Lambda too. */
export async function openOnSandbox(): Promise<FunctionsOn> {
  const functions = shippedFunctions();
  const endpoint = await openEndpoint(functions);
  const on = openFunctions(endpoint.origin);
  functions.useEnvironment({
    AWS_ENDPOINT_URL: endpoint.origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'functions',
    AWS_SECRET_ACCESS_KEY: 'functions',
  });
  return {
    ...on,
    async close() {
      await on.close();
      await functions.stop();
      await endpoint.stop();
    },
  };
}
