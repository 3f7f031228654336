/**
 * Whether an execution is one item, or batch of items, of a distributed Map: AWS names its machine `NAME/LABEL`. There may
 * be ten thousand of them at once; what they do is seen at the execution whose Map it is.
 */
export function isMapChild(executionArn: string): boolean {
  return executionArn.split(':')[6]?.includes('/') === true;
}
