import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const refused = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

export function checkName(name: string): void {
  if (name.length >= 1 && name.length <= 80 && !refused.test(name)) return;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

/** @throws {AwsError} InvalidArn, as the service words it */
export function checkArn(arn: string, kind: 'stateMachine' | 'execution' | 'activity'): void {
  const parts = arn.split(':');
  if (parts[0] !== 'arn') throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  const named = kind === 'execution' ? 8 : 7;
  if (parts[2] === 'states' && parts[5] === kind && parts.length >= named && !parts.slice(6).includes(''))
    return;
  throw new AwsError(
    'InvalidArn',
    `Invalid Arn: 'Resource type not valid in this context: ${parts[5] ?? arn}'`,
  );
}

/** `arn:...:stateMachine:NAME`, and what stands behind it: a version's number or an alias. */
export function splitMachineArn(arn: string): { readonly machineArn: string; readonly qualifier?: string } {
  const parts = arn.split(':');
  const [qualifier] = parts.slice(7);
  return { machineArn: parts.slice(0, 7).join(':'), ...(qualifier !== undefined && { qualifier }) };
}

export function checkRole(arn: string): void {
  if (/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(arn)) return;
  throw new AwsError('InvalidArn', `Invalid Role Arn: '${arn}'`);
}

export function arnOf(caller: Caller, kind: string, ...names: readonly string[]): string {
  return `arn:aws:states:${caller.region}:${caller.account}:${[kind, ...names].join(':')}`;
}

/** Whether this ARN belongs to the caller's account and Region. */
export function isHere(arn: string, caller: Caller): boolean {
  return arn.startsWith(`arn:aws:states:${caller.region}:${caller.account}:`);
}

/** A wire date: seconds with a fraction. */
export function seconds(ms: number): number {
  return ms / 1000;
}
