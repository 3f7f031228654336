/** With the id behind it, it names executions, of 80 characters at most. */
const pattern = /^[\w-]{1,40}$/;

/** Why this is no name of a schedule, as a sentence without its end; undefined where it is one. Pure. */
export function scheduleNameFault(name: string): string | undefined {
  return pattern.test(name)
    ? undefined
    : `"${name}" is no name of a schedule: take letters, digits, - and _, 40 at most`;
}
