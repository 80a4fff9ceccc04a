import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { destinations } from '@/app/shell/destinations';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|tsx)$/.test(path))
  .map((path) => join('src', path));
const IMPORT = /(?:from|import) '(@\/|\.{1,2}\/)([^']+)'/g;

/** Files that this one imports, type-only imports included. */
function importsOf(file: string): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(IMPORT)];
  return specifiers.flatMap(([, start = '', rest = '']) => {
    const base = start === '@/' ? join('src', rest) : normalize(join(dirname(file), start, rest));
    return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].filter((path) => files.includes(path));
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

function cycleFrom(start: string): string[] | null {
  const walk = (file: string, path: string[]): string[] | null => {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return [...path, file, start];
      if (path.includes(next) || seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...path, file]);
      if (found !== null) return found;
    }
    return null;
  };
  const seen = new Set([start]);
  return walk(start, []);
}

it('no module imports itself over others, for types either', () => {
  expect(files.map(cycleFrom).find((cycle) => cycle !== null) ?? null).toBeNull();
});

it('no folder holds more than 16 modules', () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 16)).toEqual([]);
});

it('a feature consists of api, components, hooks and lib', () => {
  const parts = files.filter((file) => file.startsWith('src/features/')).map((file) => file.split('/')[3] ?? '');
  expect([...new Set(parts)].sort()).toEqual(['api', 'components', 'hooks', 'lib']);
});

const router = readFileSync('src/app/router.tsx', 'utf8');

it.each(files.filter((file) => file.startsWith('src/pages/') && file.endsWith('.tsx')))('%s has a route', (file) => {
  const name = basename(file, '.tsx');
  expect(router).toContain(`element: <${name} />`);
});

it.each(destinations)('the navigation leads to $to, which has a route, and no other has its key', ({ to, key }) => {
  expect(router).toMatch(new RegExp(`path: '${to.slice(1)}[/:?'a-zA-Z]*`));
  expect(destinations.filter((one) => one.key === key)).toHaveLength(1);
});
