export { createFunctionFiles, type AwsSeeds, type FunctionFiles, type FunctionRunner } from './aws/index.ts';
export { BotNotStarted, startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { PortTaken } from './web/server.ts';
