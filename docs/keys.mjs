// `npm run docs [-- --check] [FILE]`: writes the tables of docs/configuring.md between their marker lines, of the schema that
// signalbox.yaml is held against. With --check it writes nothing, and ends with 1 where they say something else.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { policyJsonSchema } from '../dist/config/index.js';

const check = process.argv.includes('--check');
const [file = fileURLToPath(new URL('configuring.md', import.meta.url))] = process.argv
  .slice(2)
  .filter((word) => word !== '--check');
const schema = policyJsonSchema();

/** What may stand there, in words. */
function shapeOf(one) {
  if (one.title !== undefined) return one.title;
  if (one.const !== undefined) return code(one.const);
  if (one.enum) return one.enum.map(code).join(', ');
  if (one.$ref !== undefined) return 'any JSON';
  if (one.type === 'array') return `list of: ${shapeOf(one.items)}`;
  if (one.type === 'boolean') return '`true`, `false`';
  if (one.type === 'integer') return `whole number, ${one.minimum} at least`;
  if (one.format === 'date') return 'date';
  if (one.type === 'string')
    return one.maxLength === undefined ? 'text' : `text, ${one.maxLength} characters at most`;
  if (one.properties) return 'keys, below';
  if (one.additionalProperties?.properties) return 'by name: keys, below';
  if (one.type === 'object') return `by name: ${shapeOf(one.additionalProperties)}`;
  throw new Error(`No words for ${JSON.stringify(one)}`);
}

const code = (value) => `\`${value}\``;
/** Of `{}` and `[]` it is said better by what the key is for. */
const isEmpty = (value) => typeof value === 'object' && Object.keys(value).length === 0;
const defaultOf = ({ default: value }) =>
  value === undefined || isEmpty(value)
    ? ''
    : code(typeof value === 'string' ? value : JSON.stringify(value));

/** A row for each key, those of what it holds behind it: `levels[].name`. */
function rowsOf({ properties, required = [] }, before = '') {
  return Object.entries(properties).flatMap(([key, one]) => {
    const list = one.type === 'array' && one.items.properties;
    const inner = list ? one.items : one.properties ? one : undefined;
    const name = `${before}${key}${list ? '[]' : ''}`;
    if (one.description === undefined && !inner) throw new Error(`${name} says not what it is for`);
    const row = [
      code(name),
      list ? 'list: keys, below' : shapeOf(one),
      required.includes(key) ? 'required' : defaultOf(one),
      one.description,
    ];
    return [...(one.description === undefined ? [] : [row]), ...(inner ? rowsOf(inner, `${name}.`) : [])];
  });
}

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** With a link to the chapter that has its keys; that of `exposed_keys` is "Exposed keys". */
const linked = (key) => (key === 'machines' ? code(key) : `[${code(key)}](#${key.replace('_', '-')})`);

/** All that may stand at the top of the file. */
const topTable = () =>
  table(
    ['Key', ''],
    Object.entries(schema.properties).map(([key, { description }]) => [linked(key), description]),
  );

/** What may stand under one of them, whether there are several, in a list or by name, or it is one. */
function keyTable(key) {
  const one = schema.properties[key];
  if (!one) throw new Error(`${file}: signalbox.yaml has no key "${key}"`);
  const entry = one.items ?? (one.properties ? one : one.additionalProperties);
  return table(['Key', 'Shape', 'Default', ''], rowsOf(entry));
}

const marked = /(<!-- keys of (\S+), written by npm run docs -->)[\s\S]*?(<!-- end of keys -->)/g;
const text = readFileSync(file, 'utf8');
const shown = [...text.matchAll(marked)].map(([, , key]) => key);
const tabled = Object.entries(schema.properties).filter(([key]) => key !== 'machines');
for (const key of ['signalbox.yaml', ...tabled.map(([key]) => key)])
  if (!shown.includes(key)) throw new Error(`${file}: there is no place for the keys of ${key}`);
const filled = text.replace(
  marked,
  (_, open, key, close) => `${open}\n\n${key === 'signalbox.yaml' ? topTable() : keyTable(key)}\n\n${close}`,
);
const options = await prettier.resolveConfig(fileURLToPath(import.meta.url));
const written = await prettier.format(filled, { ...options, parser: 'markdown' });
if (written === text) console.log(`${file} says what the schema says.`);
else if (check) {
  console.error(`${file} does not say what the schema says; run npm run docs.`);
  process.exitCode = 1;
} else {
  writeFileSync(file, written);
  console.log(`Written: ${file}`);
}
