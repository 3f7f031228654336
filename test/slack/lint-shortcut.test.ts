import { describe, expect, it } from '@jest/globals';
import type { FileTexts } from '../../src/slack/file-texts.ts';
import { lintWords } from '../../src/slack/lint-modal.ts';
import { lintOfMessage } from '../../src/slack/lint-shortcut.ts';

const fine = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}';
const file = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id: `F-${name}`,
  name,
  ...more,
});

/** What is shown for a message with these files; `texts` by the name of the file. */
async function shown(
  message: { readonly text?: string; readonly files?: unknown },
  texts: Readonly<Record<string, string>> = {},
) {
  const read: FileTexts = ({ name }) => {
    const text = texts[name];
    return Promise.resolve(
      text === undefined ? { kind: 'refused', sentence: `${name} is gone.` } : { kind: 'text', text },
    );
  };
  const content = await lintOfMessage(message, read);
  return content.kind === 'refused' ? content.sentence : JSON.stringify(content.view.blocks);
}

describe('“Lint this definition”', () => {
  it('lints every file that can be a definition, each by its name and in its language', async () => {
    const words = await shown(
      {
        text: '{}',
        files: [file('a.json'), file('b.pdf'), file('c.yml'), file('Untitled', { mode: 'snippet' })],
      },
      { 'a.json': fine, 'c.yml': 'StartAt: A\nStates:\n  A: { Type: Pass }', Untitled: '{' },
    );
    expect(words).toMatch(/a\.json\*\\n✅ .*c\.yml\*\\n⛔ \*2 errors.*Line 3.*Untitled\*\\n⛔ .*not JSON/);
    expect(words).not.toContain('b.pdf');
  });

  it('says of one among several that it could not be read, and which were left', async () => {
    const names = ['a.json', 'b.json', 'c.json', 'd.json', 'e.json', 'f.asl'];
    const words = await shown({ files: names.map((name) => file(name)) }, { 'a.json': fine });
    expect(words).toMatch(/✅ .*⛔ b\.json is gone\..*Not looked at: f\.asl/);
  });

  it('says alone why the only file could not be read', async () => {
    expect(await shown({ files: [file('a.json')] })).toBe('a.json is gone.');
  });

  it('takes the text where no file can be a definition', async () => {
    expect(await shown({ text: `see ${fine}`, files: [file('run.log')] })).toContain('Nothing is wrong');
  });

  it.each([
    [{ files: [file('run.log')] }, /run\.log is no file of a definition: attach one that ends in \.json/],
    [{ text: 'hello' }, /holds no definition/],
    [{ files: 'nonsense' }, /holds no definition/],
    [{ files: [null, {}, { id: 7 }] }, /holds no definition/],
  ])('says what to attach to %j', async (message, words) => {
    expect(await shown(message)).toMatch(words);
  });
});

describe('a pasted definition', () => {
  it.each([fine, `\`\`\`${fine}\`\`\``, `\`\`\`json\n${fine}\n\`\`\``, fine.replaceAll('"', '\u201d')])(
    'is read in whatever dress Slack gave it: %s',
    (text) => {
      expect(lintWords(text)[0]).toContain('Nothing is wrong');
    },
  );
});
