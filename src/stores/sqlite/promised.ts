/** The driver answers at once and throws; the port promises, and rejects. */
export function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
