import type { Place } from '../../access/index.ts';
import type { ExposedKeyPolicy } from '../../incidents/index.ts';
import type { Permission } from './permissions.ts';

/** What exposed keys need, as far as signalbox.yaml wants something done about them. Pure. */
export function keyPermissions(
  policy: ExposedKeyPolicy,
  { partition, account }: Place,
): readonly Permission[] {
  const users = [`arn:${partition}:iam::${account}:user/*`];
  const groups = [`arn:${partition}:iam::${account}:group/*`];
  const changes = !policy.dryRun;
  const { quarantine, notify } = policy;
  const wanted: readonly (Permission | false)[] = [
    need('exposed keys', ['iam:ListUsers', 'iam:GetAccessKeyLastUsed', 'cloudtrail:LookupEvents'], ['*']),
    need('exposed keys', iam('GetUser', 'ListAccessKeys', ...listsOf('User'), 'ListGroupsForUser'), users),
    need('exposed keys', iam(...listsOf('Group')), groups),
    changes && need('exposed keys: make inactive', iam('UpdateAccessKey'), users),
    changes &&
      quarantine &&
      need('exposed keys: quarantine', iam('AttachUserPolicy', 'DetachUserPolicy'), users),
    changes && policy.delete !== 'never' && need('exposed keys: delete', iam('DeleteAccessKey'), users),
    changes && notify !== undefined && need('exposed keys: notify', ['sns:Publish'], [notify]),
  ];
  return wanted.filter((one) => one !== false);
}

function need(feature: string, actions: readonly string[], resources: readonly string[]): Permission {
  return { feature, actions, resources };
}

function iam(...names: readonly string[]): readonly string[] {
  return names.map((name) => `iam:${name}`);
}

function listsOf(kind: 'User' | 'Group'): readonly string[] {
  return [`ListAttached${kind}Policies`, `List${kind}Policies`];
}
