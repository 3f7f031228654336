/** What is wrong with a definition, and where. Codes as ValidateStateMachineDefinition gives them. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Hello/Next`; empty where the machine as a whole is meant. */
  readonly location: string;
}

export interface Report {
  error(location: string, message: string, code?: string): void;
  warn(location: string, message: string, code: string): void;
  readonly diagnostics: readonly Diagnostic[];
}

export function createReport(): Report {
  const diagnostics: Diagnostic[] = [];
  return {
    error(location, message, code = 'SCHEMA_VALIDATION_FAILED') {
      diagnostics.push({ severity: 'ERROR', code, message, location });
    },
    warn(location, message, code) {
      diagnostics.push({ severity: 'WARNING', code, message, location });
    },
    diagnostics,
  };
}
