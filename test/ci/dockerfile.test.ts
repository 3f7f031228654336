import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

describe('the Dockerfile', () => {
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words]) =>
    (words ?? '').split(' ').slice(0, -1),
  );

  it('copies only what is there and what .dockerignore lets through', () => {
    const letThrough = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect({ source, there: existsSync(join(root, source)) }).toEqual({ source, there: true });
      const first = source.split('/')[0] ?? '';
      expect(letThrough).toContain(first);
    }
  });

  it('installs from the lock, runs as a numbered user that is not root, and starts what the build makes', () => {
    expect(dockerfile).toMatch(/^RUN npm ci\b/m);
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).toMatch(/^CMD \["node", "--enable-source-maps", "dist\/main\.js"\]$/m);
  });

  it('asks the bot whether it is ready', () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\n?.*\/live/m);
  });
});
