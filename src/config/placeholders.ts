type Environment = Readonly<Record<string, string | undefined>>;

const placeholder = /\$\{(\w+)\}/g;

/** The names that stand as `${NAME}` in a text, each once. */
function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** What the environment holds for the placeholders of a signalbox.yaml, and nothing else of it. */
export function environmentOf(
  text: string,
  env: Environment = process.env,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    placeholdersIn(text).flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The text of a value with its placeholders filled; those that the environment lacks stay, and are told. */
export function fillPlaceholders(text: string, env: Environment, missing: (name: string) => void): string {
  return text.replace(placeholder, (whole, name: string) => {
    const found = env[name];
    if (found === undefined) missing(name);
    return found ?? whole;
  });
}
