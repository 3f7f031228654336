import { isMap, isScalar, isSeq, parseDocument, type ParsedNode } from 'yaml';
import { messageOf } from '../../platform/index.ts';
import { nearestPlace } from './json-places.ts';

/** A YAML text as the JSON that it stands for, and where its values stand; or the first place at which it is not YAML. */
export type YamlPlaces =
  | { readonly kind: 'yaml'; readonly json: string; placeOf(pointer: string): number }
  | { readonly kind: 'broken'; readonly at: number; readonly message: string };

/** Pointers are those of {@link jsonPlaces}. */
export function yamlPlaces(source: string): YamlPlaces {
  const document = parseDocument(source, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) return { kind: 'broken', at: error.pos[0], message: error.message };
  const places = new Map<string, number>();
  place(document.contents, '', places);
  try {
    // Aliases that multiply without end are refused here.
    const json = JSON.stringify(document.toJS()) as string | undefined;
    return { kind: 'yaml', json: json ?? 'null', placeOf: (pointer) => nearestPlace(places, pointer) };
  } catch (failure) {
    return { kind: 'broken', at: 0, message: messageOf(failure) };
  }
}

function place(node: ParsedNode | null, pointer: string, places: Map<string, number>, nameAt?: number): void {
  if (!node) return;
  places.set(pointer, nameAt ?? node.range[0]);
  if (isSeq<ParsedNode>(node))
    for (const [index, item] of node.items.entries()) place(item, `${pointer}[${String(index)}]`, places);
  if (isMap<ParsedNode, ParsedNode | null>(node))
    for (const { key, value } of node.items)
      if (isScalar(key)) place(value, `${pointer}/${String(key.value)}`, places, key.range[0]);
}
