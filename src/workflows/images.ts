import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { workflowFolders } from './folders.ts';

/** What stands in for container images of jobs: `jobs/isaac.ts` of `genomics` is the image `genomics-isaac`. Paths of the built files. */
export function shippedImageFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const workflow of workflowFolders()) {
    const folder = new URL(`../../dist/workflows/${workflow}/jobs/`, import.meta.url);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.js')) continue;
      files.set(`${workflow}-${file.slice(0, -'.js'.length)}`, fileURLToPath(new URL(file, folder)));
    }
  }
  return files;
}
