interface Given {
  readonly source: string;
  readonly destination: string;
  readonly sourceRegion: string;
  readonly destinationRegion: string;
  /** As the execution was started; `resume` stands in it where it goes on for another one. */
  readonly input: { readonly resume?: Resume };
}

/** Where the branches begin: behind which keys, and how much was done before. */
interface Resume {
  readonly copyAfter: string;
  readonly deleteAfter: string;
  readonly copied: number;
  readonly deleted: number;
}

const fromTheStart: Resume = { copyAfter: '', deleteAfter: '', copied: 0, deleted: 0 };

/** Says whether the two buckets are in one Region, and where to begin. */
export function handler(given: Given): Promise<Resume & { sameRegion: boolean }> {
  const { source, destination, sourceRegion, destinationRegion, input } = given;
  if (source === destination)
    return Promise.reject(new InvalidInput(`${source} cannot be synchronised with itself.`));
  return Promise.resolve({
    ...(input.resume ?? fromTheStart),
    sameRegion: sourceRegion === destinationRegion,
  });
}

class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}
