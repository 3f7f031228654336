import type { EventPattern } from '../../../event-patterns/index.ts';
import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Schedule } from './schedule.ts';

/** Where resources live. */
export type Scope = Pick<Caller, 'region' | 'account'>;

export type RuleState = 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly createdBy: string;
  /** As it was put. */
  patternText?: string;
  pattern?: EventPattern;
  scheduleText?: string;
  schedule?: Schedule;
  state: RuleState;
  description?: string;
  roleArn?: string;
  /** By id, as they were put: the keys of the API's Target. */
  readonly targets: Map<string, JsonObject>;
  readonly tags: Map<string, string>;
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly createdAt: number;
  modifiedAt: number;
  description?: string;
  readonly statements: JsonObject[];
  readonly rules: Map<string, Rule>;
  readonly tags: Map<string, string>;
}

/** All buses, by ARN. Each Region of each account has a default bus from the first look. */
export interface Buses {
  /** @param nameOrArn default: the bus `default` */
  find(scope: Scope, nameOrArn?: string): Bus | undefined;
  /** @throws ResourceNotFoundException */
  get(scope: Scope, nameOrArn?: string): Bus;
  create(scope: Scope, name: string): Bus;
  delete(bus: Bus): void;
  in(scope: Scope): readonly Bus[];
  clear(): void;
}

export const defaultBus = 'default';

export function busArn({ region, account }: Scope, name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

export function createBuses(now: () => number): Buses {
  const byArn = new Map<string, Bus>();
  const create = ({ region, account }: Scope, name: string): Bus => {
    const arn = busArn({ region, account }, name);
    const at = now();
    const bus = {
      name,
      arn,
      region,
      account,
      createdAt: at,
      modifiedAt: at,
      statements: [],
      rules: new Map(),
      tags: new Map(),
    };
    byArn.set(arn, bus);
    return bus;
  };
  const find = (scope: Scope, nameOrArn = defaultBus) => {
    const arn = nameOrArn.startsWith('arn:') ? nameOrArn : busArn(scope, nameOrArn);
    const [, , , region = '', account = '', resource] = arn.split(':');
    return (
      byArn.get(arn) ??
      (resource === 'event-bus/default' ? create({ region, account }, defaultBus) : undefined)
    );
  };
  return {
    find,
    get(scope, nameOrArn = defaultBus) {
      const found = find(scope, nameOrArn);
      if (found) return found;
      const name = nameOrArn.split('event-bus/').at(-1) ?? nameOrArn;
      throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    },
    create,
    delete: (bus) => void byArn.delete(bus.arn),
    in(scope) {
      find(scope);
      return [...byArn.values()]
        .filter(({ region, account }) => region === scope.region && account === scope.account)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    clear() {
      byArn.clear();
    },
  };
}
