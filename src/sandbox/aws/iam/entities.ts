import { AwsError } from '../aws-error.ts';
import { awsManaged } from './aws-managed.ts';

export type EntityKind = 'user' | 'group' | 'role';

/** A user, group or role, and the policies in force for it. */
export interface Entity {
  readonly kind: EntityKind;
  readonly name: string;
  readonly path: string;
  readonly account: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: number;
  /** Documents by name, as they were written. */
  readonly inline: Map<string, string>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  /** Of a user: names of groups. */
  readonly groups: Set<string>;
  /** Of a role: its trust policy. */
  readonly trust?: string;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly document: string;
}

/** Names as IAM has them. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const entityName = /^[\w+=,.@-]{1,64}$/;

/** Everybody and everything of the accounts that policies are for. */
export interface Entities {
  add(entity: Omit<Entity, 'arn' | 'inline' | 'attached' | 'groups'>): Entity;
  /** @throws NoSuchEntity */
  get(kind: EntityKind, account: string, name: string): Entity;
  has(kind: EntityKind, account: string, name: string): boolean;
  /** @throws NoSuchEntity, and InvalidInput where the ARN is of nothing that has policies */
  byArn(arn: string): Entity;
  list(kind: EntityKind, account: string): readonly Entity[];
  delete(entity: Entity): void;
  readonly managed: Map<string, ManagedPolicy>;
  /** A managed policy of the account's own or of AWS's. */
  policy(arn: string): ManagedPolicy | undefined;
  clear(): void;
}

export function createEntities(): Entities {
  const all = new Map<string, Entity>();
  const managed = new Map<string, ManagedPolicy>();
  const keyOf = (kind: EntityKind, account: string, name: string) =>
    [kind, account, name.toLowerCase()].join(' ');
  const entities: Entities = {
    managed,
    policy: (arn) => managed.get(arn) ?? awsManaged(arn),
    add(given) {
      const { kind, account, path, name } = given;
      if (!entityName.test(name))
        throw new AwsError(
          'ValidationError',
          `The specified value for ${kind}Name is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
        );
      if (entities.has(kind, account, name))
        throw new AwsError(
          'EntityAlreadyExists',
          `${kind.charAt(0).toUpperCase()}${kind.slice(1)} with name ${name} already exists.`,
          409,
        );
      const arn = `arn:aws:iam::${account}:${kind}${path}${name}`;
      const entity: Entity = { ...given, arn, inline: new Map(), attached: new Set(), groups: new Set() };
      all.set(keyOf(kind, account, name), entity);
      return entity;
    },
    get(kind, account, name) {
      const found = all.get(keyOf(kind, account, name));
      if (found) return found;
      throw missing(kind, name);
    },
    has: (kind, account, name) => all.has(keyOf(kind, account, name)),
    byArn(arn) {
      const [, account = '', kind = '', name = ''] =
        /^arn:[\w-]+:iam::(\d{12}):(user|group|role)\/(?:.+\/)?([^/]+)$/.exec(arn) ?? [];
      if (name === '')
        throw new AwsError(
          'InvalidInput',
          `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
        );
      const found = all.get(keyOf(kind as EntityKind, account, name));
      if (found?.arn === arn) return found;
      throw missing(kind, name);
    },
    list: (kind, account) => [...all.values()].filter((one) => one.kind === kind && one.account === account),
    delete({ kind, account, name }) {
      all.delete(keyOf(kind, account, name));
    },
    clear() {
      all.clear();
      managed.clear();
    },
  };
  return entities;
}

function missing(kind: string, name: string): AwsError {
  return new AwsError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`, 404);
}
