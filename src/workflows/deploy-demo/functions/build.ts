/** Builds the version that the input names; here, the name of what a build would have made. */
export function handler(event: { readonly service?: string; readonly version?: string }): Promise<{
  artifact: string;
}> {
  const { service = 'service', version = '0.0.0' } = event;
  return Promise.resolve({ artifact: `${service}-${version}.tar.gz` });
}
