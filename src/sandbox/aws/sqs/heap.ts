/** A priority queue from which any member can be taken: all in O(log n). */
export interface Heap<T> {
  readonly size: number;
  first(): T | undefined;
  add(item: T): void;
  /** False where it is not in here. Compares as it did when added: take it out before changing its rank. */
  remove(item: T): boolean;
  clear(): void;
}

/** @param before whether `a` comes out before `b`; must be total, so that equal ranks have an order too */
export function createHeap<T extends object>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];
  const places = new Map<T, number>();

  const put = (item: T, at: number) => {
    items[at] = item;
    places.set(item, at);
  };
  const rise = (item: T, from: number): number => {
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = items[up];
      if (parent === undefined || !before(item, parent)) break;
      put(parent, at);
      at = up;
    }
    put(item, at);
    return at;
  };
  const sink = (item: T, from: number) => {
    let at = from;
    for (;;) {
      let down = 2 * at + 1;
      let child = items[down];
      const right = items[down + 1];
      if (child === undefined) break;
      if (right !== undefined && before(right, child)) {
        child = right;
        down += 1;
      }
      if (!before(child, item)) break;
      put(child, at);
      at = down;
    }
    put(item, at);
  };

  return {
    get size() {
      return items.length;
    },
    first: () => items[0],
    add(item) {
      rise(item, items.length);
    },
    remove(item) {
      const at = places.get(item);
      if (at === undefined) return false;
      places.delete(item);
      const last = items.pop();
      if (last !== undefined && last !== item && rise(last, at) === at) sink(last, at);
      return true;
    },
    clear() {
      items.length = 0;
      places.clear();
    },
  };
}
