import { nearest } from '../platform/index.ts';

/** Where records are kept: a file of this machine, or a table that replicas share. */
export type StoreConfig =
  | { readonly kind: 'sqlite' }
  /** `endpoint`: an address of DynamoDB's alone, where it is not that of the rest of AWS. */
  | { readonly kind: 'dynamodb'; readonly table: string; readonly endpoint?: string };

const kinds = ['sqlite', 'dynamodb'] as const;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = /^[\w.-]{3,255}$/;
const defaultTable = 'signalbox';

type Environment = Readonly<Record<string, string | undefined>>;
type Report = (at: string, message: string) => void;

/** `SIGNALBOX_STORE` and `SIGNALBOX_TABLE`. @param endpoint what AWS_ENDPOINT_URL_DYNAMODB says */
export function storeOf(env: Environment, endpoint: string | undefined, fault: Report): StoreConfig {
  const text = env['SIGNALBOX_STORE']?.trim() ?? '';
  const kind = text === '' ? 'sqlite' : kinds.find((known) => known === text);
  const table = tableOf(env, fault);
  if (kind === 'dynamodb') return { kind, table, ...(endpoint !== undefined && { endpoint }) };
  if (kind === undefined) {
    const meant = nearest(text, kinds);
    fault(
      'SIGNALBOX_STORE',
      `is "${text}"; choose sqlite or dynamodb${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
    );
  }
  return { kind: 'sqlite' };
}

/** The table's name, whether it is used or only to be made. */
export function tableOf(env: Environment, fault: Report): string {
  const table = env['SIGNALBOX_TABLE']?.trim() ?? '';
  if (table === '' || tableName.test(table)) return table === '' ? defaultTable : table;
  fault(
    'SIGNALBOX_TABLE',
    `is "${table}"; a table's name has 3 to 255 letters, digits, and the characters _ - .`,
  );
  return defaultTable;
}
