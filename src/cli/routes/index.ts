import { dirname, resolve } from 'node:path';
import { loadPolicy, policyFileOf, type Policy } from '../../config/index.ts';
import { isAsk, readMessage, type BusEvent } from '../../events/index.ts';
import { stepsFor } from '../../incidents/index.ts';
import { messageOf } from '../../platform/index.ts';
import { environmentElsewhere } from '../environment-elsewhere.ts';
import { print } from '../output.ts';
import { readFile } from '../read-file.ts';
import { eventLines } from './event-lines.ts';
import { routeLines } from './route-lines.ts';

/** `signalbox routes test EVENT.json [--config FILE]`: what would come of an event; nothing is done. */
export function testRoutes(file: string, { config }: { readonly config?: string }): void {
  const policyFile = config ?? policyFileOf();
  const policy = policyIn(policyFile);
  for (const event of eventsIn(file)) {
    for (const line of eventLines(event)) print(line);
    print('');
    for (const line of routeLines(event, policy.routes, (sighting) => stepsFor(sighting, policy.exposedKeys)))
      print(line);
  }
}

function policyIn(file: string): Policy {
  const text = textOf(file, 'Name a signalbox.yaml with --config, or in SIGNALBOX_CONFIG.');
  const { env } = environmentElsewhere(text);
  const loaded = loadPolicy(text, env, file, (path) => readFile(resolve(dirname(file), path)));
  if ('policy' in loaded) return loaded.policy;
  const faults = loaded.faults.map(({ at, message }) => `\n  ${at}: ${message}`).join('');
  throw new Error(`Nothing was tested: ${file} has ${String(loaded.faults.length)} fault(s):${faults}`);
}

function eventsIn(file: string): readonly BusEvent[] {
  const body = textOf(file, 'Name a file with an event as JSON, as EventBridge sends it.');
  const read = readMessage({ id: file, queueUrl: '', body, receiveCount: 1 });
  if (read.kind === 'unreadable')
    throw new Error(`Nothing was tested: ${file} is no event that Signalbox reads: ${read.because}.`);
  if (read.kind === 'ask' || read.events.some(isAsk))
    throw new Error(`Nothing was tested: ${file} is an ask. It goes to its gate, and routes do not see it.`);
  return read.events;
}

function textOf(file: string, remedy: string): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new Error(`Nothing was tested: ${file} cannot be read (${messageOf(error)}). ${remedy}`);
  }
}
