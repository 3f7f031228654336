/** What is known of an execution from its start on. */
export interface ExecutionStart {
  readonly name: string;
  readonly machine: { readonly arn: string; readonly name: string; readonly type: 'STANDARD' | 'EXPRESS' };
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly input: string;
  readonly startedAt: number;
  /** Set for a child execution of a distributed Map: it is listed with its Map Run, not with its machine. */
  readonly mapRunArn?: string;
  /** Of such a child: how many items it was given. */
  readonly itemCount?: number;
}

/** Those facts alone, out of more. */
export function startOf(from: ExecutionStart): ExecutionStart {
  const { name, machine, versionArn, aliasArn, input, startedAt, mapRunArn, itemCount } = from;
  return {
    name,
    machine,
    input,
    startedAt,
    ...(versionArn !== undefined && { versionArn }),
    ...(aliasArn !== undefined && { aliasArn }),
    ...(mapRunArn !== undefined && { mapRunArn }),
    ...(itemCount !== undefined && { itemCount }),
  };
}
