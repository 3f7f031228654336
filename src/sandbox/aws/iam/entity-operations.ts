import { newUuid, type Clock, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { nameOf } from './access-key-operations.ts';
import type { AccessKeys } from './access-keys.ts';
import type { Entities, Entity, EntityKind } from './entities.ts';
import { optional, paged, required } from './parameter.ts';

/** What an id begins with, by kind. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const prefixes: Readonly<Record<EntityKind, string>> = { user: 'AIDA', group: 'AGPA', role: 'AROA' };
const words: Readonly<Record<EntityKind, string>> = { user: 'User', group: 'Group', role: 'Role' };

/** Users, groups and roles themselves. */
export function entityOperations(entities: Entities, keys: AccessKeys, clock: Clock): Operations {
  const created = (kind: EntityKind, params: JsonObject, { account }: Caller): JsonObject => {
    const trust = kind === 'role' ? required(params, 'AssumeRolePolicyDocument') : undefined;
    const entity = entities.add({
      kind,
      account,
      name: required(params, `${words[kind]}Name`),
      path: optional(params, 'Path') ?? '/',
      id: newIamId(prefixes[kind]),
      createdAt: clock.now(),
      ...(trust !== undefined && { trust }),
    });
    return { [words[kind]]: shown(entity) };
  };
  const deleted = (kind: EntityKind, params: JsonObject, { account }: Caller): JsonObject => {
    const entity = entities.get(kind, account, required(params, `${words[kind]}Name`));
    const first = heldBy(entity, keys);
    if (first !== undefined)
      throw new AwsError('DeleteConflict', `Cannot delete entity, must ${first} first.`, 409);
    entities.delete(entity);
    return {};
  };
  const listed = (kind: EntityKind, params: JsonObject, { account }: Caller): JsonObject => {
    const prefix = optional(params, 'PathPrefix') ?? '/';
    const found = entities.list(kind, account).filter(({ path }) => path.startsWith(prefix));
    const page = paged(found.map(shown), params);
    return { [`${words[kind]}s`]: page.items, ...page.rest };
  };
  const ofKind = (kind: EntityKind): Operations => ({
    [`Create${words[kind]}`]: (params, caller) => created(kind, params, caller),
    [`Delete${words[kind]}`]: (params, caller) => deleted(kind, params, caller),
    [`List${words[kind]}s`]: (params, caller) => listed(kind, params, caller),
  });
  return {
    ...ofKind('user'),
    ...ofKind('group'),
    ...ofKind('role'),
    GetUser(params, caller) {
      // Without a name it is the caller's own.
      const name = optional(params, 'UserName') ?? nameOf(caller);
      return { User: shown(entities.get('user', caller.account, name)) };
    },
    GetRole: (params, { account }) => ({
      Role: shown(entities.get('role', account, required(params, 'RoleName'))),
    }),
    GetGroup(params, { account }) {
      const group = entities.get('group', account, required(params, 'GroupName'));
      const members = entities.list('user', account).filter(({ groups }) => groups.has(group.name));
      const page = paged(members.map(shown), params);
      return { Group: shown(group), Users: page.items, ...page.rest };
    },
    ListGroupsForUser(params, { account }) {
      const { groups } = entities.get('user', account, required(params, 'UserName'));
      const page = paged(
        [...groups].map((name) => shown(entities.get('group', account, name))),
        params,
      );
      return { Groups: page.items, ...page.rest };
    },
    AddUserToGroup(params, { account }) {
      const group = entities.get('group', account, required(params, 'GroupName'));
      entities.get('user', account, required(params, 'UserName')).groups.add(group.name);
      return {};
    },
    RemoveUserFromGroup(params, { account }) {
      const group = entities.get('group', account, required(params, 'GroupName'));
      entities.get('user', account, required(params, 'UserName')).groups.delete(group.name);
      return {};
    },
  };
}

/** What must be taken from an entity before it can go, in IAM's words. */
function heldBy(entity: Entity, keys: AccessKeys): string | undefined {
  if (keys.of(entity).length > 0) return 'delete access keys';
  if (entity.inline.size > 0) return 'delete policies';
  if (entity.attached.size > 0) return 'detach all policies';
  return entity.groups.size > 0 ? 'remove users from group' : undefined;
}

/** An id of IAM's form: 4 letters of the kind, and 17 of its own. */
export function newIamId(prefix: string): string {
  return `${prefix}${newUuid().replaceAll('-', '').slice(0, 17).toUpperCase()}`;
}

function shown({ kind, name, path, arn, id, createdAt, trust }: Entity): JsonObject {
  return {
    Path: path,
    [`${words[kind]}Name`]: name,
    [`${words[kind]}Id`]: id,
    Arn: arn,
    CreateDate: new Date(createdAt).toISOString(),
    ...(trust !== undefined && { AssumeRolePolicyDocument: encodeURIComponent(trust) }),
  };
}
