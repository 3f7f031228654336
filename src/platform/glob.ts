/**
 * Whether a name fits a glob of signalbox.yaml, in which `*` stands for any run of characters but `/`: what was written
 * for home says nothing of other accounts (`prod/deploy-api`).
 */
export function fitsGlob(glob: string, text: string): boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[^/]*')}$`, 's').test(text);
}
