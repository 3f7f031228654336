/** Names listed where one is not clear. */
const mostNamed = 8;

/** `a, b or c`; of many, the first. Pure. */
export function namesInWords(all: readonly string[]): string {
  const names = all.slice(0, mostNamed);
  const rest = all.length > mostNamed ? [`${String(all.length - mostNamed)} more`] : [];
  const shown = [...names, ...rest];
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
}
