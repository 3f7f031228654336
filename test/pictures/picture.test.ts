import { afterAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { JsonObject } from '../../src/platform/index.ts';
import { createPictures, drawPicture } from '../../src/pictures/index.ts';
import { durationWords } from '../../src/pictures/words/duration-words.ts';
import { pngOf } from '../../src/pictures/png.ts';
import { shippedWorkflows } from '../../src/workflows/index.ts';
import { callback } from '../states-language/run.ts';
import { definitions } from './definitions.ts';
import { see } from './run.ts';

const ask = {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: callback,
      Catch: [{ ErrorEquals: ['Rejected'], Next: 'Refused' }],
      Next: 'Deploy',
    },
    Deploy: { Type: 'Succeed' },
    Refused: { Type: 'Fail', Error: 'Refused' },
  },
};

/** The texts of an SVG; throws where it is not well-formed. */
function textsOf(svg: string): readonly string[] {
  const open: string[] = [];
  const texts: string[] = [];
  const piece = /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|([^<>]+)/gy;
  for (let at = 0; at < svg.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const found = piece.exec(svg);
    if (!found) throw new Error(`not well-formed: ${svg.slice(at, at + 80)}`);
    const [, closes, name = '', attributes = '', empty, text] = found;
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(attributes + (text ?? '')))
      throw new Error(`a bare &: ${found[0]}`);
    if (text !== undefined) texts.push(text);
    else if (closes === '/') {
      if (open.pop() !== name) throw new Error(`${name} is closed, and was not open`);
    } else if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
  return texts.map((text) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&'),
  );
}

describe('an SVG', () => {
  it('is well-formed and points to nothing outside, whatever states are called', async () => {
    await fc.assert(
      fc.asyncProperty(
        definitions,
        fc.constantFrom('light' as const, 'dark' as const),
        async (definition, theme) => {
          const { svg } = await drawPicture({
            definition,
            theme,
            title: { machine: '</svg><script>', execution: '&' },
          });
          const texts = textsOf(svg);
          expect(texts).toContain('</svg><script>');
          expect(svg).not.toMatch(/href|<script|<image|<style|url\(/);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('says how states stand by word, and in the legend only what occurs', async () => {
    const seen = see(ask);
    const waiting = textsOf(
      (await drawPicture({ definition: ask, events: seen.history(), now: 90_000 })).svg,
    );
    expect(waiting).toContain('Waiting for people · 1 min 30 s');
    expect(waiting.filter((text) => text === 'Waiting for people')).toHaveLength(1);
    expect(waiting).not.toContain('Failed');
    seen.fail(0, 'Rejected');
    const title = { machine: 'Asks', execution: 'run-1', status: 'FAILED', durationMs: 1_200 };
    const failed = textsOf((await drawPicture({ definition: ask, events: seen.history(), title })).svg);
    for (const text of ['Asks', 'Failed · 1.2 s', 'run-1', 'Error caught', 'Failed', 'Way taken', 'Rejected'])
      expect(failed).toContain(text);
    expect(failed).not.toContain('Running');
  });

  it('labels the ways of a Choice in words, in both languages', async () => {
    const choice = (rules: readonly JsonObject[]): JsonObject => ({
      Type: 'Choice',
      Choices: rules,
      Default: 'Z',
    });
    const rule = (rest: JsonObject): JsonObject => ({ Next: 'Y', ...rest });
    const definition = {
      StartAt: 'A',
      States: {
        A: choice([
          rule({
            And: [{ Variable: '$.n', NumericGreaterThan: 3 }, { Not: { Variable: '$.b', IsPresent: true } }],
          }),
        ]),
        Y: { QueryLanguage: 'JSONata', ...choice([{ Condition: '{% $states.input.ok %}', Next: 'X' }]) },
        X: { Type: 'Succeed' },
        Z: { Type: 'Succeed' },
      },
    };
    const texts = textsOf((await drawPicture({ definition })).svg).join(' ');
    expect(texts).toContain('n > 3 and not (b is there)');
    expect(texts).toContain('ok');
    expect(texts).toContain('Default');
  });

  it('shows no secret that stands in a name or an error', async () => {
    const token = `sbxtok-${'a'.repeat(40)}`;
    const { svg, alt } = await drawPicture({
      definition: { StartAt: token, States: { [token]: { Type: 'Succeed' } } },
    });
    expect(svg + alt).not.toContain(token);
  });
});

describe('a PNG', () => {
  it('has its words in it: with and without them the picture differs', async () => {
    const { svg, png } = await drawPicture({ definition: ask, format: 'png' });
    expect(png?.subarray(1, 4).toString()).toBe('PNG');
    const wordless = await pngOf(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''));
    expect(png?.length).toBeGreaterThan(wordless.length * 1.3);
  });

  it.each(['承認', 'موافقة', '🚀'])('draws %s, which Inter lacks', async (name) => {
    const named = { StartAt: name, States: { [name]: { Type: 'Succeed' } } };
    const other = { StartAt: '배포', States: { 배포: { Type: 'Succeed' } } };
    const { svg } = await drawPicture({ definition: named });
    expect(textsOf(svg)).toContain(name);
    expect(textsOf((await drawPicture({ definition: other })).svg)).toContain('□□');
  });

  it('is 2,400 px wide at most', async () => {
    const branch = (at: number) => ({
      StartAt: `b${String(at)}`,
      States: { [`b${String(at)}`]: { Type: 'Succeed' } },
    });
    const Branches = Array.from({ length: 30 }, (_, at) => branch(at));
    const definition = { StartAt: 'P', States: { P: { Type: 'Parallel', Branches, End: true } } };
    const { png } = await drawPicture({ definition, format: 'png' });
    expect(png?.readUInt32BE(16)).toBeLessThanOrEqual(2_400);
    expect(png?.readUInt32BE(16)).toBeGreaterThan(2_000);
  });
});

describe('words for people who cannot see the picture', () => {
  it('say what runs, how far it is and where it stands', async () => {
    const seen = see(ask);
    const title = { machine: 'Asks', execution: 'run-1', status: 'RUNNING' };
    const { alt } = await drawPicture({ definition: ask, events: seen.history(), title });
    expect(alt).toBe(
      'State machine Asks, execution run-1, is running: 0 of 3 states done. Waiting for people at Ask.',
    );
    const workflow = shippedWorkflows.find(({ name }) => name === 'promotion');
    const plain = await drawPicture({ definition: workflow?.definition ?? '' });
    expect(plain.alt).toBe('State machine: 1 state, beginning with ManualApproval.');
  });
});

describe('a picture drawn beside the event loop', () => {
  const pictures = createPictures();
  afterAll(() => pictures.stop());

  it('is the same as one drawn here', async () => {
    const request = { definition: ask, format: 'png' } as const;
    expect(await pictures.draw(request)).toEqual(await drawPicture(request));
  });

  it.each([
    ['no JSON', 'StartAt: A', 'NOT_A_DEFINITION', 'at /: The definition is not a JSON object.'],
    [
      'a type that is none',
      '{"StartAt":"A","States":{"A":{"Type":"Tsk"}}}',
      'NOT_A_DEFINITION',
      'Did you mean Task?',
    ],
  ])('is refused with a code for %s, there as here', async (_, definition, code, words) => {
    const refused = { code, message: expect.stringContaining(words) };
    await expect(pictures.draw({ definition })).rejects.toMatchObject(refused);
    await expect(drawPicture({ definition })).rejects.toMatchObject(refused);
  });

  it('is given up where it takes too long, and the next one is drawn', async () => {
    const hasty = createPictures({ longestMs: 1 });
    await expect(hasty.draw({ definition: ask, format: 'png' })).rejects.toMatchObject({
      code: 'PICTURE_FAILED',
    });
    await hasty.stop();
    expect((await pictures.draw({ definition: ask })).svg).toContain('<svg');
  });

  it('is given up at a stop', async () => {
    const stopped = createPictures();
    const drawing = expect(stopped.draw({ definition: ask })).rejects.toMatchObject({
      code: 'PICTURE_FAILED',
    });
    await stopped.stop();
    await drawing;
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [999.6, '999 ms'],
    [1_250, '1.2 s'],
    [59_999, '59 s'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [187_200_000, '2 d 4 h'],
  ])('of %d ms is %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
