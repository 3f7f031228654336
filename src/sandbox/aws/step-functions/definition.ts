import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { analyse, type Diagnostic, type Machine } from '../../../states-language/index.ts';
import { AwsError, validationError } from '../aws-error.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

export function machineType(params: JsonObject): MachineType {
  const type = params['type'] ?? 'STANDARD';
  if (type === 'STANDARD' || type === 'EXPRESS') return type;
  throw validationError(
    `1 validation error detected: Value '${typeof type === 'string' ? type : JSON.stringify(type)}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]`,
  );
}

/** Reads a definition for a machine of this type. */
export function readDefinition(
  definition: string,
  type: MachineType,
): { readonly machine?: Machine; readonly diagnostics: readonly Diagnostic[] } {
  const { machine, diagnostics } = analyse(definition);
  const refused = type === 'EXPRESS' ? notForExpress(parseJson(definition) ?? null, '') : [];
  return { ...(machine && refused.length === 0 && { machine }), diagnostics: [...diagnostics, ...refused] };
}

/** @throws {AwsError} InvalidDefinition */
export function mustRead(definition: string, type: MachineType): Machine {
  const { machine, diagnostics } = readDefinition(definition, type);
  if (machine) return machine;
  const words = diagnostics
    .filter(({ severity }) => severity === 'ERROR')
    .map(({ code, message, location }) => `${code}: ${message} at ${location}`);
  throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${words.join(', ')}'`);
}

/** Express executions live five minutes: nothing in them may wait for an answer from outside. */
function notForExpress(scope: JsonValue, at: string): Diagnostic[] {
  if (!isJsonObject(scope) || !isJsonObject(scope['States'])) return [];
  return Object.entries(scope['States']).flatMap(([name, state]) => {
    if (!isJsonObject(state)) return [];
    const here = `${at}/States/${name}`;
    const branches = Array.isArray(state['Branches']) ? (state['Branches'] as readonly JsonValue[]) : [];
    const inner = [
      ...branches.flatMap((branch, index) => notForExpress(branch, `${here}/Branches[${String(index)}]`)),
      ...['ItemProcessor', 'Iterator'].flatMap((field) =>
        notForExpress(state[field] ?? null, `${here}/${field}`),
      ),
    ];
    const why = state['Type'] === 'Task' ? whyNotExpress(state['Resource']) : undefined;
    if (why === undefined) return inner;
    return [
      {
        severity: 'ERROR' as const,
        code: 'SCHEMA_VALIDATION_FAILED',
        message: `Express state machine does not support ${why}`,
        location: `${here}/Resource`,
      },
      ...inner,
    ];
  });
}

/** In AWS's words, trailing blank included. */
function whyNotExpress(resource: JsonValue | undefined): string | undefined {
  if (typeof resource !== 'string') return undefined;
  if (resource.includes(':activity:')) return 'Activity ARN';
  if (resource.endsWith('.waitForTaskToken')) return "'.waitForTaskToken' service integration ";
  return /\.sync(:2)?$/.test(resource) ? "'.sync' service integration" : undefined;
}
