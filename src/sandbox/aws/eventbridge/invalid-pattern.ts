import type { PatternFault } from '../../../event-patterns/index.ts';
import { AwsError } from '../aws-error.ts';

/** EventBridge tells the first fault only. */
export function invalidPattern([first]: readonly PatternFault[]): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${first?.message ?? 'unknown'}`,
  );
}
