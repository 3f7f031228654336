import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { TaskCallbacks } from '../delivery/index.ts';
import { tokenAnswerOf } from './errors.ts';

export function createCallbacks(client: SFNClient): TaskCallbacks {
  return {
    async succeed(token, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output }));
        return { kind: 'done' };
      } catch (error) {
        return tokenAnswerOf(error);
      }
    },
    async heartbeat(token) {
      try {
        await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
        return { kind: 'done' };
      } catch (error) {
        return tokenAnswerOf(error);
      }
    },
    async fail(token, error, cause) {
      try {
        await client.send(new SendTaskFailureCommand({ taskToken: token, error, cause }));
        return { kind: 'done' };
      } catch (refusal) {
        return tokenAnswerOf(refusal);
      }
    },
  };
}
