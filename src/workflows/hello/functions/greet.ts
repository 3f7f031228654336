/** Greets whoever the input names. The function of every state of `hello`. */
export function handler(event: { readonly name?: string }): Promise<{ greeting: string }> {
  return Promise.resolve({ greeting: `Hello, ${event.name ?? 'world'}!` });
}
