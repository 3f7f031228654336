import { attachedFiles, type AttachedFile } from './attached-files.ts';
import type { FileTexts } from './file-texts.ts';
import { lintFileWords, lintResultModal, lintWords } from './lint-modal.ts';
import type { ModalContent } from './modals.ts';
import { foreign } from './text.ts';

/** A modal shows no more at once. */
const mostFiles = 5;

/**
 * "Lint this definition": what is wrong in each attached file that can be one, else in the text of the message.
 */
export function lintOfMessage(
  message: { readonly text?: string; readonly [field: string]: unknown },
  read: FileTexts,
): Promise<ModalContent> {
  const attached = attachedFiles(message);
  const fitting = attached.filter(({ language }) => language !== undefined);
  if (fitting.length > 0) return lintOfFiles(fitting, read);
  const text = definitionIn(message.text ?? '');
  if (text !== undefined) return Promise.resolve({ kind: 'view', view: lintResultModal(lintWords(text)) });
  const [other] = attached;
  return Promise.resolve({
    kind: 'refused',
    sentence: other
      ? `${other.name} is no file of a definition: attach one that ends in .json, .asl.json or .yaml.`
      : 'This message holds no definition: no attached file (.json, .asl.json, .yaml), and nothing in it that begins with { and ends with }.',
  });
}

async function lintOfFiles(files: readonly AttachedFile[], read: FileTexts): Promise<ModalContent> {
  const shown = files.slice(0, mostFiles);
  const readings = await Promise.all(shown.map(async (file) => ({ file, found: await read(file) })));
  const [first] = readings;
  // One file that cannot be read is said as a sentence; among others it is a line of theirs.
  if (readings.length === 1 && first?.found.kind === 'refused') return first.found;
  const lines = readings.flatMap(({ file, found }) =>
    found.kind === 'text' ? lintFileWords(file, found.text) : [`⛔ ${foreign(found.sentence, 600)}`],
  );
  const left = files.slice(mostFiles).map(({ name }) => `Not looked at: ${foreign(name, 120)}`);
  return { kind: 'view', view: lintResultModal([...lines, ...left]) };
}

/** From the first brace to the last; what Slack escaped in the message is as it was typed. */
function definitionIn(text: string): string | undefined {
  const found = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  if (!found.startsWith('{')) return undefined;
  return found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
