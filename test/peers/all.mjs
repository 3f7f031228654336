// `npm run test:aws`: the peers of the queues, DynamoDB Local, and moto for the workflows' functions; one sum at the end. A part that cannot be had here is
// left out aloud; where none can, it ends as such a part does.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UNAVAILABLE } from './unavailable.mjs';

const parts = [
  ['peers of the queues', '../peers/run.mjs'],
  ['DynamoDB Local', '../peers-dynamodb/run.mjs'],
  ['functions of workflows on moto', '../peers-moto/run.mjs'],
];
let passed = 0;
let failed = 0;
let leftOut = 0;
for (const [name, program] of parts) {
  console.log(`== ${name}`);
  const { code, counted } = await run(fileURLToPath(new URL(program, import.meta.url)));
  if (code === UNAVAILABLE) {
    console.log(`== ${name}: LEFT OUT, it needs what cannot be had here`);
    leftOut += 1;
    continue;
  }
  passed += counted.passed;
  // A part that ends badly without a count, or well without a test, is a failure all the same.
  failed += counted.failed || (code !== 0 || counted.passed === 0 ? 1 : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = leftOut === parts.length ? UNAVAILABLE : failed > 0 ? 1 : 0;

/** Runs a part, shows what it writes, and reads its last count. */
async function run(program) {
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    process.stdout.write(part);
    said += part;
  });
  const code = await new Promise((ended) => child.on('close', ended));
  // Maven sets colours back before it ends, and without a line of its own.
  const plain = said.replaceAll(/\u001b\[[\d;]*m/g, '');
  const [, passed = 0, failed = 0] = [...plain.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1) ?? [];
  return { code, counted: { passed: Number(passed), failed: Number(failed) } };
}
