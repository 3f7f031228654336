import type { Clock } from '../../../platform/index.ts';
import type { Service } from '../service.ts';
import { s3Answer, s3Error } from './answer.ts';
import { bucketOperations } from './bucket-operations.ts';
import { createBuckets } from './buckets.ts';
import { copyObject } from './copy-object.ts';
import { listOperations } from './list-objects.ts';
import { objectOperations } from './object-operations.ts';
import { s3CallOf } from './rest.ts';

export interface LocalS3 {
  readonly service: Service;
  reset(): void;
}

/** S3: buckets in their Regions, and objects in memory. No versions, no uploads in parts, no policies: the owner may all. */
export function createLocalS3({ clock }: { clock: Clock }): LocalS3 {
  const buckets = createBuckets();
  return {
    service: {
      name: 's3',
      rest: s3CallOf,
      restAnswer: s3Answer,
      errorAnswer: s3Error,
      operations: {
        ...bucketOperations(buckets, clock),
        ...listOperations(buckets),
        ...objectOperations(buckets, clock),
        CopyObject: copyObject(buckets, clock),
      },
    },
    reset() {
      buckets.clear();
    },
  };
}
