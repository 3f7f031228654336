import { createHash } from 'node:crypto';
import { newUuid } from '../../../platform/index.ts';
import type { FunctionName } from './names.ts';

/** The code of a function. */
export interface Code {
  /** Where it stands; absent for the code that the function has from the start. */
  readonly file?: string;
  readonly sha256: string;
  readonly size: number;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revision: string;
}

/** What was published of one function. */
export interface Releases {
  latest: Code;
  /** By number, from 1 on. */
  readonly versions: Map<string, Code>;
  readonly descriptions: Map<string, string>;
  readonly aliases: Map<string, Alias>;
}

export const latestVersion = '$LATEST';

/** Every function's code, versions and aliases, by the ARN of the function. */
export interface AllReleases {
  of(called: FunctionName): Releases;
  clear(): void;
}

export function createReleases(): AllReleases {
  const known = new Map<string, Releases>();
  return {
    of({ arn, name }) {
      const found = known.get(arn);
      if (found) return found;
      const latest = { sha256: sha256Of(name), size: 0 };
      const made = { latest, versions: new Map(), descriptions: new Map(), aliases: new Map() };
      known.set(arn, made);
      return made;
    },
    clear: () => known.clear(),
  };
}

/** The version that a qualifier means, and its code; undefined where there is neither version nor alias of that name. */
export function released(
  releases: Releases,
  qualifier: string | undefined,
): { version: string; code: Code } | undefined {
  const version = releases.aliases.get(qualifier ?? '')?.version ?? qualifier ?? latestVersion;
  const code = version === latestVersion ? releases.latest : releases.versions.get(version);
  return code && { version, code };
}

/** Numbers what is there now; unchanged code keeps the number that it has. */
export function publish(releases: Releases, description = ''): string {
  const newest = String(releases.versions.size);
  if (releases.versions.get(newest)?.sha256 === releases.latest.sha256) return newest;
  const version = String(releases.versions.size + 1);
  releases.versions.set(version, releases.latest);
  releases.descriptions.set(version, description);
  return version;
}

export function aliasOf(name: string, version: string, description: string): Alias {
  return { name, version, description, revision: newUuid() };
}

/** As Lambda shows it. */
export function sha256Of(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('base64');
}
