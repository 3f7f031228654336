import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { until, type Answer, type Stage } from './stage.ts';

/** What somebody does that needs a scope, and the method of Slack that Signalbox then calls. */
export interface ScopeDeed {
  /** Absent where Slack itself holds the scope, before it tells Signalbox anything: then the deed's answer says so. */
  readonly method?: string;
  /** Whether the bot itself says to somebody, or in its log, which scope it lacks; absent where doctor alone does. */
  readonly told?: 'to the person' | 'in the log';
  readonly run: (stage: Stage) => Promise<Answer | undefined>;
}

const machine = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

async function ask({ sfn }: Stage): Promise<undefined> {
  const input = '{"managerEmailAddress":"approver@example.com","employeeName":"Jane Doe"}';
  await sfn.send(new StartExecutionCommand({ stateMachineArn: machine('PromotionApproval'), input }));
}

/** The card is posted and the answer is lost: it is looked for, before another is posted. */
async function askUnheard(stage: Stage): Promise<undefined> {
  await stage.post('faults', {
    slack: { method: 'chat.postMessage', status: 500, times: 1, when: 'after' },
  });
  await ask(stage);
}

const type = (text: string) => (stage: Stage) => stage.command('U0APPROVER', text);

async function drawPicture(stage: Stage): Promise<Answer> {
  const { executionArn } = await stage.sfn.send(
    new StartExecutionCommand({ stateMachineArn: machine('HelloWorld'), input: '{}' }),
  );
  await until(
    async () => (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status === 'SUCCEEDED',
  );
  const card = await until(async () =>
    (await stage.messages('workflows')).find(
      ({ metadata, blocks }) =>
        metadata?.event_type === 'signalbox_execution' && JSON.stringify(blocks).includes('succeeded'),
    ),
  );
  return stage.post('click', {
    user: 'U0APPROVER',
    channel: 'C0WORKFLOWS',
    ts: card.ts,
    action_id: 'execution.picture',
  });
}

async function lintAttached(stage: Stage): Promise<Answer> {
  const files = [{ name: 'pipeline.asl.json', content: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}' }];
  const said: unknown = await stage.post('say', {
    user: 'U0APPROVER',
    channel: 'workflows',
    text: 'Is this right?',
    files,
  });
  const { ts } = said as { readonly ts: string };
  const about = { user: 'U0APPROVER', callback_id: 'lint_definition', channel: 'C0WORKFLOWS', ts };
  return stage.post('shortcut', about);
}

/** For each scope of manifest.yml what would not work without it. A scope that stands there needs its row here. */
export const scopeDeeds: Readonly<Record<string, ScopeDeed>> = {
  commands: { run: type('help') },
  'chat:write': { method: 'chat.postMessage', told: 'in the log', run: ask },
  'users:read': { method: 'users.info', told: 'to the person', run: type('list') },
  'users:read.email': { method: 'users.lookupByEmail', run: ask },
  'usergroups:read': { method: 'usergroups.list', told: 'to the person', run: type('list') },
  'channels:read': { method: 'conversations.list', told: 'in the log', run: ask },
  'groups:read': { method: 'conversations.list', told: 'in the log', run: ask },
  'channels:history': { method: 'conversations.history', told: 'in the log', run: askUnheard },
  'groups:history': {
    method: 'conversations.history',
    told: 'in the log',
    async run(stage) {
      await stage.post('change', { channels: [{ id: 'C0RELEASES', kind: 'private' }] });
      return askUnheard(stage);
    },
  },
  'files:read': { method: 'files.info', run: lintAttached },
  'files:write': { method: 'files.getUploadURLExternal', run: drawPicture },
};
