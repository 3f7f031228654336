import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { CodedError } from '../platform/index.ts';
import { createFunctionFiles, type FunctionFiles } from '../sandbox/index.ts';
import { shippedFunctionEnvironment, shippedFunctionFiles, shippedImageFiles } from '../workflows/index.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const functionName = /^[\w-]{1,64}$/;

class FunctionsBroken extends CodedError {
  readonly code = 'functions-broken';
}

/** The functions of the shipped workflows. */
export function shippedFunctions(): FunctionFiles {
  return createFunctionFiles({ files: shippedFunctionFiles(), environments: shippedFunctionEnvironment() });
}

/** What stands in for the images of the shipped workflows' jobs. */
export function shippedImages(): FunctionFiles {
  return createFunctionFiles({ files: shippedImageFiles() });
}

/**
 * The shipped functions and those of a person's own folder: NAME.mjs or NAME.js is the function NAME, and stands before a
 * shipped one of that name. Every file is loaded once. @throws {FunctionsBroken} that names the file
 */
export async function loadFunctions(folder: string): Promise<FunctionFiles> {
  const own = functionsOf(resolve(folder));
  const functions = createFunctionFiles({
    files: new Map([...shippedFunctionFiles(), ...own]),
    environments: shippedFunctionEnvironment(),
  });
  for (const [name, file] of own) {
    const broken = await functions.check(name);
    if (!broken) continue;
    await functions.stop();
    throw new FunctionsBroken(`${file} cannot be loaded as a function: ${broken.errorMessage}.`);
  }
  return functions;
}

function functionsOf(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) {
    throw new FunctionsBroken(
      `There is no folder ${folder}: --functions names one with files such as greet.mjs.`,
    );
  }
  const files = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    const ending = extname(file);
    if (ending !== '.mjs' && ending !== '.js') continue;
    const name = basename(file, ending);
    const path = join(folder, file);
    const other = files.get(name);
    if (!functionName.test(name)) {
      throw new FunctionsBroken(
        `${path} cannot be a function: a name has 1 to 64 letters, digits, hyphens and underscores.`,
      );
    }
    if (other !== undefined)
      throw new FunctionsBroken(`${other} and ${path} would both be the function ${name}.`);
    files.set(name, path);
  }
  return files;
}
