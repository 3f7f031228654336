import type { Clock } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { ServiceEvent } from '../eventbridge/index.ts';
import type { Operation, Operations } from '../operation.ts';
import type { Service } from '../service.ts';
import { createMaking } from './making.ts';
import { optional } from './parameter.ts';
import { namespace, readForm, writeAnswer, writeError } from './query-shapes.ts';
import { createResources } from './resource.ts';
import { snapshotEvent } from './snapshot-event.ts';
import { snapshotOperations } from './snapshot-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { volumeOperations } from './volume-operations.ts';

export interface LocalEc2 {
  readonly service: Service;
  /** Forgets everything, and what was on its way to be done. */
  reset(): void;
}

/** EC2, as far as snapshots of volumes go: each Region has its own. */
export function createLocalEc2(needs: { clock: Clock; publish: (event: ServiceEvent) => void }): LocalEc2 {
  const { clock } = needs;
  const resources = createResources();
  const making = createMaking({
    clock,
    resources,
    completed: (snapshot) => {
      needs.publish(snapshotEvent(snapshot));
    },
  });
  return {
    service: {
      name: 'ec2',
      query: { namespace, read: (_operation, params) => readForm(params), document: writeAnswer },
      errorAnswer: writeError,
      operations: withDryRun({
        ...volumeOperations(resources, clock),
        ...snapshotOperations(resources, making),
        ...tagOperations(resources),
      }),
    },
    reset() {
      making.clear();
      resources.clear();
    },
  };
}

/** Any call may be asked only whether it would be allowed. */
function withDryRun(operations: Operations): Operations {
  const guarded =
    (run: Operation): Operation =>
    (params, caller, request) => {
      if (optional(params, 'DryRun') === 'true')
        throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
      return run(params, caller, request);
    };
  return Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, guarded(run)]));
}
