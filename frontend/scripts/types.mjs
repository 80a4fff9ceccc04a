// Writes src/types/generated.ts and src/types/cameraSettings.ts from the OpenAPI document on the standard input; with
// --check it only compares.
//   python -m backend.commands.openapi | node frontend/scripts/types.mjs [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const pathOf = (name) => fileURLToPath(new URL(`../src/types/${name}`, import.meta.url));
const HEADER = '// Generated from the OpenAPI document by `make types`. Do not edit.\n\n';

/** Without the titles that only repeat the names of fields. */
function withoutTitles(node) {
  if (Array.isArray(node)) return node.map(withoutTitles);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([name, value]) => name !== 'title' || typeof value !== 'string');
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutTitles(value)]));
}

const formatted = async (file, source) =>
  format(HEADER + source, { ...(await resolveConfig(file)), parser: 'typescript' });

async function typesOf(document) {
  const { components, ...rest } = document;
  const plain = { ...rest, components: { ...components, schemas: withoutTitles(components.schemas) } };
  // A field of a request that has a default may be left out.
  return astToString(await openapiTS(plain, { alphabetize: true, defaultNonNullable: false }));
}

/** What a camera's settings accept, by group and name: types have neither bounds nor defaults. */
function settingsOf({ components: { schemas } }) {
  const resolved = ({ $ref }) => schemas[$ref.split('/').at(-1)];
  const byName = ({ properties, required }, each) =>
    Object.fromEntries(required.map((name) => [name, each(properties[name])]));
  const specifications = byName(schemas.CameraSettingsAnswer, (group) => byName(resolved(group), specificationOf));
  return `export const cameraSettings = ${JSON.stringify(specifications)} as const;`;
}

function specificationOf({ type, default: byDefault, description, minimum, maximum, items, minItems }) {
  const common = { default: byDefault, description };
  if (type === 'number') return { kind: 'number', least: minimum, most: maximum, ...common };
  if (type === 'boolean') return { kind: 'flag', ...common };
  if (type === 'array') return { kind: 'names', least: minItems, choices: items.enum, ...common };
  throw new Error(`A setting of type ${type} has no field in the form of a camera.`);
}

const openapi = JSON.parse(await text(process.stdin));
const sources = { 'generated.ts': await typesOf(openapi), 'cameraSettings.ts': settingsOf(openapi) };
for (const [name, source] of Object.entries(sources)) {
  const file = pathOf(name);
  const generated = await formatted(file, source);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, generated);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== generated) {
    process.stderr.write(`frontend/src/types/${name} is stale: run \`make types\` and commit the result.\n`);
    process.exitCode = 1;
  }
}
