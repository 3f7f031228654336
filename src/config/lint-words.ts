import type { Finding } from './lint-policy.ts';

/** Words in braces that are no path stay as they are, braces and all. */
export function lintWords(
  words: Readonly<Record<string, string>>,
  find: (severity: Finding['severity'], message: string) => void,
): void {
  for (const [where, text] of Object.entries(words)) {
    for (const [whole, inner = ''] of text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g))
      if (!inner.startsWith('$'))
        find('warning', `${whole} of "${where}" is no path; write {{ $.${inner} }}`);
  }
}
