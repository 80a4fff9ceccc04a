import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const MODULES = 'node_modules/@mantine/core/esm';
const STYLES = 'node_modules/@mantine/core/styles';
const BASE = ['baseline', 'default-css-variables', 'global'];

const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
const nameOf = (path: string) => path.split('/').at(-1)?.split('.')[0] ?? '';

/** What the dashboard imports from the library, and the packages of it that build on others. */
function importedNames(): string[] {
  const files = [
    ...filesIn('src', /\.tsx?$/),
    ...['notifications', 'spotlight'].flatMap((one) => filesIn(`node_modules/@mantine/${one}/esm`, /\.mjs$/)),
  ];
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.replace('type ', '').trim().split(' as ')[0] ?? ''),
    ),
  );
}

/** The style sheets of these components and of all that they are made of. */
function neededStyles(): Set<string> {
  const byName = new Map(filesIn(MODULES, /^[^.]+\.mjs$/).map((file) => [nameOf(file), file]));
  const sheets = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file) || file.endsWith('index.mjs')) return;
    seen.add(file);
    if (file.endsWith('.module.mjs')) sheets.add(nameOf(file));
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from ['"](\.[^'"]+\.mjs)['"]/g))
      walk(normalize(join(dirname(file), path)));
  };
  for (const name of importedNames()) {
    const file = byName.get(name);
    if (file !== undefined) walk(file);
  }
  return sheets;
}

const imported = [
  ...readFileSync('src/app/mantineStyles.ts', 'utf8').matchAll(/@mantine\/core\/styles\/([\w-]+)\.css/g),
].map(([, name = '']) => name);

it('loads the style sheets of the components in use, and of no others', () => {
  expect([...imported].sort()).toEqual([...neededStyles(), ...BASE].sort());
});

it('loads them in the order of the whole sheet, on which the cascade rests', () => {
  const whole = readFileSync('node_modules/@mantine/core/styles.css', 'utf8');
  const places = imported.map((name) =>
    whole.indexOf(readFileSync(`${STYLES}/${name}.css`, 'utf8').trim().slice(0, 60)),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
