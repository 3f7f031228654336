import type { WebClient } from '@slack/web-api';
import type { Person } from '../../../src/access/index.ts';
import type { Gate } from '../../../src/approvals/index.ts';
import {
  createExecutions,
  createScheduling,
  type ExecutionSummary,
  type Workflow,
} from '../../../src/executions/index.ts';
import type { JsonValue } from '../../../src/platform/index.ts';
import { silentLogger } from '../../../src/platform/index.ts';
import { createAnswers } from '../../../src/slack/commands/index.ts';
import { createOpenIncidents } from '../../../src/slack/incidents/index.ts';
import { createModals } from '../../../src/slack/modals.ts';
import { createStartModals } from '../../../src/slack/starting/start-modals.ts';
import { createWaiting } from '../../../src/slack/waiting.ts';
import { openAccess } from '../../access/access.ts';
import { open } from '../../approvals/opened.ts';
import { openRoom } from '../../incidents/room.ts';
import { groundOf, stepFunctionsOf } from '../../executions/ground.ts';

const region = 'arn:aws:states:eu-west-1:000000000000';

/** Everything behind `/workflow` but Slack and AWS, with names from outside. */
export async function answering(world: {
  machines: readonly string[];
  executions?: readonly string[];
  workflows?: readonly Workflow[];
  /** Words of an approval that waits. */
  asked?: { gate: Partial<Gate>; input: JsonValue };
}) {
  const views: unknown[] = [];
  const taken = async ({ view }: { view: unknown }) => {
    views.push(view);
    return { ok: true, view: { id: 'V0' } };
  };
  const client = { views: { open: taken, update: taken } } as unknown as WebClient;
  const asked = await open(
    world.asked && { recorded: world.asked.gate, input: world.asked.input, expiresAt: 9_000_000 },
  );
  const { clock, stores } = asked;
  const log = silentLogger();
  const person: Person = { id: 'U0APPROVER', name: 'approver', standing: 'member' };
  const { access } = openAccess({
    people: [person],
    rules: [
      {
        allow: [
          'list',
          'status',
          'history',
          'start',
          'abort',
          'redrive',
          'approvals',
          'schedule',
          'watch',
          'respond',
        ],
        who: ['@everyone'],
        on: ['*'],
      },
    ],
  });
  const summaries = (arn: string) =>
    (world.executions ?? []).map((name): ExecutionSummary => ({
      executionArn: `${arn.replace(':stateMachine:', ':execution:')}:${name}`,
      stateMachineArn: arn,
      name,
      status: 'RUNNING',
      startedAt: 1_000,
      redriveCount: 0,
    }));
  const stepFunctions = stepFunctionsOf({
    machines: async () =>
      world.machines.map((name) => ({
        name,
        arn: `${region}:stateMachine:${name}`,
        type: 'STANDARD' as const,
      })),
    start: async ({ stateMachineArn, name }) => ({
      executionArn: `${stateMachineArn}:${name}`,
      again: false,
    }),
    describe: async (executionArn) => {
      const [found] = world.machines.flatMap((name) =>
        summaries(`${region}:stateMachine:${name}`).filter((one) => one.executionArn === executionArn),
      );
      if (!found) throw new Error('described what is not there');
      return { ...found, error: found.name, cause: found.name, output: { [found.name]: found.name } };
    },
    executions: async (arn, { limit }) => summaries(arn).slice(0, limit),
    stop: async () => undefined,
    history: async () => [],
  });
  const ground = groundOf(
    {
      stepFunctions,
      may: (who, action, machine) => access.may(who, action, machine),
      workflows: () => new Map((world.workflows ?? []).map((workflow) => [workflow.name, workflow])),
      places: { idOf: async () => 'C0HERE', isMember: async () => true },
    },
    { stores, clock },
  );
  const executions = createExecutions(ground);
  const { schedules } = createScheduling({
    ...ground,
    store: stores.schedules,
    written: () => [],
    zoneOf: async () => undefined,
    onChanged: () => undefined,
  });
  const modals = createModals({ clock, log });
  const { incidents } = openRoom({ stores });
  const answers = createAnswers({
    executions,
    schedules,
    limits: { onCommand: () => undefined, onPress: () => undefined, onPressRefused: () => undefined },
    access,
    incidents,
    openIncidents: createOpenIncidents({ incidents, access }),
    modals,
    startModals: createStartModals({ executions, modals }),
    waitingFor: createWaiting({ approvals: asked.approvals, access }),
    linkTo: ({ channel, ts }) => `https://x.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
    where: () => undefined,
    tell: async () => undefined,
    clock,
    log,
  });
  return {
    /** Modals opened so far. */
    views,
    answer: (text: string) => answers(text, { who: person.id, channel: 'C0HERE', triggerId: 'T0', client }),
  };
}
