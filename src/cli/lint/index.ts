import { messageOf } from '../../platform/index.ts';
import { readFile } from '../read-file.ts';
import { isDefinition, lintDefinition } from './lint-definition.ts';
import { lintSignalboxYaml } from './lint-signalbox-yaml.ts';

/** `signalbox lint FILE...`: exit code 1 where something is wrong in any of them. */
export function lint(files: readonly string[]): void {
  for (const file of files) {
    const text = textOf(file);
    const linted =
      text === undefined
        ? { lines: [], wrong: true }
        : isDefinition(file, text)
          ? lintDefinition(file, text)
          : lintSignalboxYaml(file, text);
    for (const line of linted.lines) process.stdout.write(`${line}\n`);
    if (linted.wrong) process.exitCode = 1;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFile(file);
  } catch (error) {
    process.stderr.write(
      `${file} cannot be read (${messageOf(error)}). Name a definition or a signalbox.yaml.\n`,
    );
    return undefined;
  }
}
