import { isJsonObject, parseJson } from '../../platform/index.ts';

/** What a modal about starting carries through Slack: names and places only. */
export interface StartContext {
  /** Channel it was opened in; absent where there is none, as in App Home. */
  readonly channel?: string;
  /** Of the message that the workflow is started about. */
  readonly link?: string;
  /** What its form starts. */
  readonly name?: string;
  /** The form is one box of JSON, though the schema could be drawn: its fields would be too many for Slack. */
  readonly asJson?: boolean;
}

export function startContext(text: string): StartContext {
  const value = parseJson(text);
  if (!isJsonObject(value)) return {};
  const { channel, link, name, asJson } = value;
  return {
    ...(typeof channel === 'string' && { channel }),
    ...(typeof link === 'string' && { link }),
    ...(typeof name === 'string' && { name }),
    ...(asJson === true && { asJson }),
  };
}
