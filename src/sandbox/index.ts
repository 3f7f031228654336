export type { AwsSeeds, FunctionRunner, Invocation } from './aws/index.ts';
export { BotNotStarted, startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { PortTaken } from './web/server.ts';
