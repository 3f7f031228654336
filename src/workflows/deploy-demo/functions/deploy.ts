/** Puts what was built into production; here, it says what it would have put there. */
export function handler(event: { readonly build?: { readonly artifact?: string } }): Promise<{
  deployed: string;
  environment: string;
}> {
  const artifact = event.build?.artifact;
  if (artifact === undefined)
    return Promise.reject(new Error('There is nothing to deploy: build.artifact is missing.'));
  return Promise.resolve({ deployed: artifact, environment: 'prod' });
}
