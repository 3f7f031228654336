import { fitsGlob, splitName } from '../../platform/index.ts';

/** The names and patterns that are for one account, without its name; without an account those for home. Pure. */
export function namesOf(names: readonly string[], account: string | undefined): readonly string[] {
  return names.flatMap((name) => {
    const { account: of, plain } = splitName(name);
    if (of === undefined) return account === undefined ? [plain] : [];
    return account !== undefined && fitsGlob(of, account) ? [plain] : [];
  });
}
