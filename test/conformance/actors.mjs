// What stands around a recorded machine: resources made before it, and whoever answers its tokens.
import { recordedAccount } from './account.mjs';

const roleArn = `arn:aws:iam::${recordedAccount}:role/conformance`;
const arnOfQueue = (name) => `arn:aws:sqs:us-east-1:${recordedAccount}:${name}`;

/** Answers the token in each message of a queue, by `answer(stepFunctions, message)`. */
const answerer =
  (answer) =>
  async (account, [QueueUrl]) => ({
    async act() {
      const { Messages = [] } = await account.sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      for (const { Body, ReceiptHandle } of Messages) {
        await account.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
        const message = JSON.parse(Body);
        // A machine may answer a token twice, or one that is over.
        await answer(account.stepfunctions, message).catch(() => undefined);
      }
    },
  });

const actors = {
  sqs_send_task_success_state_machine: answerer((sfn, { TaskToken, Message }) =>
    sfn.sendTaskSuccess({ taskToken: TaskToken, output: JSON.stringify(Message ?? {}) }),
  ),
  sqs_send_task_failure_state_machine: answerer((sfn, { TaskToken }) =>
    sfn.sendTaskFailure({ taskToken: TaskToken, error: 'Failure error', cause: 'Failure cause' }),
  ),
  async sfn_activity_consumer({ stepfunctions }, _args, { activity_arn, template }) {
    const definition = JSON.stringify(template);
    const { stateMachineArn } = await stepfunctions.createStateMachine({
      name: 'consumer',
      definition,
      roleArn,
    });
    await stepfunctions.startExecution({
      stateMachineArn,
      input: JSON.stringify({ ActivityArn: activity_arn }),
    });
    return {};
  },
  async sns_create_topic({ sns }, _args, { Name = 'topic', ...more }) {
    return { result: await sns.createTopic({ Name, ...more }) };
  },
  async events_to_sqs_queue({ events, sqs }, [pattern]) {
    await sqs.createQueue({ QueueName: 'events' });
    await events.putRule({ Name: 'to-queue', EventPattern: JSON.stringify(pattern) });
    await events.putTargets({ Rule: 'to-queue', Targets: [{ Id: 'queue', Arn: arnOfQueue('events') }] });
    return {};
  },
  // Nothing here asks who may do what, and nobody reads what was published.
  create_cross_account_admin_role_and_policy: async () => ({}),
  sns_allow_topic_sqs_queue: async () => ({}),
  sqs_receive_num_messages: async () => ({}),
};

/** `{{step0.TopicArn}}`: a member of what the first step gave. */
export function filled(value, results) {
  const text = JSON.stringify(value ?? null).replace(
    /\{\{step(\d+)\.(\w+)\}\}/g,
    (_, step, member) => results[Number(step)]?.[member] ?? '',
  );
  return JSON.parse(text);
}

/** Who fails a token where no step says so: the recording has what was sent. */
async function failing(account, { requires, expected, setup }) {
  const events = expected.events ?? [];
  const submitted = events.findIndex(({ type }) => type === 'TaskSubmitted');
  const failed = events.find(
    ({ type }, index) => submitted >= 0 && index > submitted && type === 'TaskFailed',
  );
  const queue = setup.find(({ call }) => call === 'sqs.create_queue');
  if (!requires.includes('sqs') || !queue || !failed || setup.some(({ actor }) => actor)) return [];
  const { error, cause } = failed.taskFailedEventDetails;
  const QueueUrl = `https://sqs.us-east-1.amazonaws.com/${recordedAccount}/${queue.params.QueueName}`;
  const made = answerer((sfn, { TaskToken }) => sfn.sendTaskFailure({ taskToken: TaskToken, error, cause }));
  return [(await made(account, [QueueUrl])).act];
}

/** Does a scenario's steps in order; gives their results, and those who act while it runs. */
export async function prepare(account, scenario) {
  const results = [];
  const acting = await failing(account, scenario);
  for (const step of scenario.setup) {
    const { call, params, actor, args, kwargs } = filled(step, results);
    if (actor !== undefined) {
      if (!actors[actor]) throw new Error(`no actor ${actor}`);
      const { result, act } = await actors[actor](account, args, kwargs);
      results.push(result);
      if (act) acting.push(act);
    } else if (call !== undefined) {
      const [service, name] = call.split('.');
      const method = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
      results.push(await account[service][method](params));
    } else results.push(undefined);
  }
  return { results, acting };
}
