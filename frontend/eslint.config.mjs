import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** The layers of src/, highest first: each imports only what is below it. */
const LAYERS = ['app', 'pages', 'features', 'entities', 'components', 'lib', 'locales', 'types'];

/** Features are read from the folders, so that a new one is covered on the day it is added. */
const features = readdirSync(new URL('./src/features', import.meta.url));

/** Paths that climb two folders could reach another layer unseen by the patterns: those are written `@/…`. */
const climbing = { group: ['../../*'], message: 'Import another folder as @/….' };
const zone = (folder, group, message) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }, climbing] }] },
});
const above = (layer) => LAYERS.slice(0, LAYERS.indexOf(layer)).map((name) => `@/${name}/*`);
const zones = [
  ...LAYERS.slice(1)
    .filter((layer) => layer !== 'features')
    .map((layer) => zone(layer, above(layer), 'A layer imports only what is below it.')),
  ...features.map((name) =>
    zone(
      `features/${name}`,
      [...above('features'), '@/features/*', `!@/features/${name}`],
      'A feature imports neither another feature nor what is above it; a page composes them.',
    ),
  ),
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'src/types/generated.ts', 'src/types/cameraSettings.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'max-lines': ['error', { max: 200, skipBlankLines: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'Program > VariableDeclaration[kind!="const"], Program > ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
          message: 'No variables of a module: create state in one place and hand it down by context.',
        },
      ],
    },
  },
  ...zones,
  {
    files: ['**/*.mjs', 'public/*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true }] },
  },
);
