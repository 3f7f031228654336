import { z } from 'zod';
import { policySchema } from './policy-schema.ts';

/** The form of signalbox.yaml as JSON Schema, for editors; what only `signalbox lint` can know is not in it. */
export function policyJsonSchema(): object {
  const title = 'signalbox.yaml';
  const description = 'Who may do what with which state machines, and who decides at which gate.';
  return { ...z.toJSONSchema(policySchema, { io: 'input' }), title, description };
}
