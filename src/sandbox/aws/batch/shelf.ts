import type { JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Job } from './job.ts';

/** Something that is described as it was made, under its name and its ARN. */
export interface Made {
  readonly name: string;
  readonly arn: string;
  detail: JsonObject;
}

export interface JobDefinition {
  readonly name: string;
  readonly revision: number;
  readonly arn: string;
  readonly detail: JsonObject;
  active: boolean;
}

/** What one account has in one Region. */
export interface Shelf {
  readonly account: string;
  readonly region: string;
  readonly environments: Map<string, Made>;
  readonly queues: Map<string, Made>;
  /** Revisions by name, oldest first. */
  readonly definitions: Map<string, JobDefinition[]>;
  readonly jobs: Map<string, Job>;
}

export interface Shelves {
  of(scope: Pick<Caller, 'account' | 'region'>): Shelf;
  all(): readonly Shelf[];
  clear(): void;
}

export function createShelves(): Shelves {
  const shelves = new Map<string, Shelf>();
  return {
    of({ account, region }) {
      const key = `${account} ${region}`;
      const found = shelves.get(key);
      if (found) return found;
      const made: Shelf = {
        account,
        region,
        environments: new Map(),
        queues: new Map(),
        definitions: new Map(),
        jobs: new Map(),
      };
      shelves.set(key, made);
      return made;
    },
    all: () => [...shelves.values()],
    clear() {
      shelves.clear();
    },
  };
}

export function arnOf({ account, region }: Shelf, kind: string, name: string): string {
  return `arn:aws:batch:${region}:${account}:${kind}/${name}`;
}

/** By name or ARN. */
export function find(made: ReadonlyMap<string, Made>, nameOrArn: string): Made | undefined {
  return made.get(nameOrArn) ?? [...made.values()].find(({ arn }) => arn === nameOrArn);
}
