import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = ['auth', 'cameras', 'live', 'system', 'violations'];

/** The arrow: app → pages → features → components → hooks → lib, and no feature imports another. */
const zones = [
  ...features.map((name) => ({
    target: `./src/features/${name}`,
    from: './src/features',
    except: [`./${name}`],
    message: 'Features never import each other; a page composes them.',
  })),
  { target: './src/features', from: ['./src/pages', './src/app'] },
  { target: './src/pages', from: './src/app' },
  { target: './src/components', from: ['./src/features', './src/pages', './src/app'] },
  { target: './src/hooks', from: ['./src/components', './src/features', './src/pages', './src/app'] },
  { target: './src/lib', from: ['./src/hooks', './src/components', './src/features', './src/pages', './src/app'] },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver': { typescript: false }, 'import-x/resolver-next': [aliasResolver()] },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'import-x/no-cycle': 'error',
      'max-lines': ['error', 200],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['**/*.mjs', 'public/*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { 'max-lines': ['error', 200] },
  },
);

/** `@/x` is `src/x`; the plugin must know it, or the zones would see nothing. */
function aliasResolver() {
  return {
    interfaceVersion: 3,
    name: 'src-alias',
    resolve(source, file) {
      const base = source.startsWith('@/')
        ? new URL(`./src/${source.slice(2)}`, import.meta.url).pathname
        : source.startsWith('.') && new URL(source, `file://${file}`).pathname;
      const found = base && [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((p) => existsFile(p));
      return found ? { found: true, path: found } : { found: false };
    },
  };
}

import { statSync } from 'node:fs';

function existsFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
