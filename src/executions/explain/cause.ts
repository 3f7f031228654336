import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** What a cause says, its useful part. Everything in it is from outside: escape it. */
export interface Cause {
  readonly message: string;
  /** The exception's class, where the cause names one. */
  readonly type?: string;
  /** The line of the workflow owner's own code, as its language prints it. */
  readonly frame?: string;
  /** The child execution that failed, for `startExecution.sync`. */
  readonly child?: string;
}

/** Causes inside causes are followed so far. */
const deepest = 6;
const longestMessage = 500;

/** Reads a cause: JSON of Lambda, of a child execution or of HTTP, JSON within JSON, or plain words. Pure, never throws. */
export function readCause(text: string, depth = 0): Cause {
  const value = /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
  if (value === undefined || depth >= deepest) return { message: tidy(text) };
  return readValue(value, depth);
}

function readValue(value: JsonValue, depth: number): Cause {
  if (typeof value === 'string') return readCause(value, depth + 1);
  if (!isJsonObject(value)) return { message: tidy(JSON.stringify(value)) };
  const thrown = textOf(value, 'errorMessage');
  const type = textOf(value, 'errorType');
  if (thrown !== undefined || type !== undefined) return readThrown(value, thrown, type, depth);
  const arn = textOf(value, 'ExecutionArn');
  const inner = value['Cause'] ?? value['cause'];
  if (inner !== undefined && inner !== null) {
    const error = textOf(value, 'Error') ?? textOf(value, 'error');
    const read = readValue(inner, depth + 1);
    return {
      ...read,
      ...(read.type === undefined && error !== undefined && { type: error }),
      // The innermost child is where it happened.
      ...(arn !== undefined && read.child === undefined && { child: arn }),
    };
  }
  const words =
    textOf(value, 'message') ?? textOf(value, 'Message') ?? textOf(value, 'error') ?? textOf(value, 'detail');
  return {
    ...(arn !== undefined && { child: arn }),
    message: tidy(words ?? JSON.stringify(value)),
  };
}

/** What a Lambda function threw: Python and Java say `stackTrace`, Node says `trace`; Java nests `cause`. */
function readThrown(
  value: JsonObject,
  message: string | undefined,
  type: string | undefined,
  depth: number,
): Cause {
  const deeper = isJsonObject(value['cause']) ? readValue(value['cause'], depth + 1) : undefined;
  // A message may be JSON once more: a function that passes on what another threw.
  const inner = message !== undefined && /^\s*\{/.test(message) ? readCause(message, depth + 1) : undefined;
  const below = deeper ?? inner;
  const frame = below?.frame ?? ownFrame(value['stackTrace'] ?? value['trace']);
  const said = tidy(message ?? '');
  const words = inner
    ? inner.message
    : deeper && deeper.message !== ''
      ? [said, deeper.message].filter((part) => part !== '').join(': ')
      : said;
  return {
    message: words,
    ...(type !== undefined && { type }),
    ...(frame !== undefined && { frame }),
    ...(below?.child !== undefined && { child: below.child }),
  };
}

/** Frames of a runtime or of a library tell the owner of the code little. */
const foreignFrame =
  /site-packages|node_modules|\/var\/runtime|\/opt\/|\/var\/lang|node:internal|^\s*(?:at )?(?:java|javax|jdk|sun|lambdainternal|com\.amazonaws)\b/;
const nodeFrame = /^\s*at /;

function ownFrame(trace: JsonValue | undefined): string | undefined {
  const lines = (typeof trace === 'string' ? trace.split('\n') : Array.isArray(trace) ? trace : [])
    .filter((line): line is string => typeof line === 'string')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const python = lines.filter((line) => line.startsWith('File "'));
  // Python prints the innermost call last, the others first.
  const frame =
    python.length > 0
      ? (python.findLast((line) => !foreignFrame.test(line)) ?? python.at(-1))
      : lines.find((line) => (nodeFrame.test(line) || /\(.+:\d+\)$/.test(line)) && !foreignFrame.test(line));
  return frame === undefined
    ? undefined
    : clipped(frame.replace(nodeFrame, '').replace(/\s*\n\s*/g, ' · '), 200);
}

/** Without request numbers, which differ every time and help nobody who reads; on one line. */
function tidy(text: string): string {
  const plain = text
    .replace(/^An error occurred while executing the state '[^']*' \(entered at the event id #\d+\)\. /, '')
    .replace(/[;,]? ?(?:Extended )?Request ID: [^;,)]*/gi, '')
    .replace(/[;,]? ?Proxy: null/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  return clipped(plain, longestMessage);
}

function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function textOf(value: JsonObject, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' ? found : undefined;
}
