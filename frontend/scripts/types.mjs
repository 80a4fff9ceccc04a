// Writes src/types/generated.ts from the OpenAPI document on the standard input; with --check it only compares.
//   python -m backend.commands.openapi | node frontend/scripts/types.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const FILE = fileURLToPath(new URL('../src/types/generated.ts', import.meta.url));
const HEADER = '// Generated from the OpenAPI document by `make types`. Do not edit.\n\n';

/** Without the titles that only repeat the names of fields. */
function withoutTitles(node) {
  if (Array.isArray(node)) return node.map(withoutTitles);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([name, value]) => name !== 'title' || typeof value !== 'string');
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutTitles(value)]));
}

async function generate(document) {
  const { components, ...rest } = document;
  const plain = { ...rest, components: { ...components, schemas: withoutTitles(components.schemas) } };
  // A field of a request that has a default may be left out.
  const nodes = await openapiTS(plain, { alphabetize: true, defaultNonNullable: false });
  return format(HEADER + astToString(nodes), { ...(await resolveConfig(FILE)), parser: 'typescript' });
}

const generated = await generate(JSON.parse(await text(process.stdin)));
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, generated);
} else if (readFileSync(FILE, 'utf8') !== generated) {
  process.stderr.write('frontend/src/types/generated.ts is stale: run `make types` and commit the result.\n');
  process.exitCode = 1;
}
