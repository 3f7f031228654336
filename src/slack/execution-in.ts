const arn = /arn:aws[\w-]*:states:[\w-]+:\d{12}:(?:execution|express):[^\s"'<>|\\*`]+/;
/** As Signalbox names what it starts; a card says "execution NAME" of others. */
const ownName = /\bsbx_[0-9a-z]{20}\b/;
const named = /\bexecution[ :*\u200b]+([^\s"'<>|\\*`\u200b]{1,80})/i;

/** The execution that a message names, anywhere in its text or its blocks: an ARN before a name. Pure. */
export function executionIn(message: object): string | undefined {
  const words = JSON.stringify(message).replaceAll('\\n', '\n');
  const found = arn.exec(words)?.[0] ?? ownName.exec(words)?.[0] ?? named.exec(words)?.[1];
  return found?.replace(/[.,;:!?)]+$/, '');
}
