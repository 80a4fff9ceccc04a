import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = ['auth', 'cameras', 'live', 'schedules', 'system', 'violations'];

/** The arrow: app → pages → features → components → hooks → lib, and no feature imports another. Rooms are imported as
 * `@/room/…`; a path that climbs out of its room is refused, so that these patterns see everything. */
const above = {
  pages: ['app'],
  features: ['pages', 'app'],
  components: ['features', 'pages', 'app'],
  hooks: ['components', 'features', 'pages', 'app'],
  lib: ['hooks', 'components', 'features', 'pages', 'app'],
};
const climbing = { group: ['../../*'], message: 'Import another room as @/room/….' };
const rooms = Object.entries(above).filter(([room]) => room !== 'features');
const zone = (folder, forbidden, message) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }, climbing] }] },
});
const zones = [
  ...rooms.map(([room, higher]) =>
    zone(
      room,
      higher.map((name) => `@/${name}/*`),
      'Imports point down the arrow.',
    ),
  ),
  ...features.map((name) =>
    zone(
      `features/${name}`,
      [...above.features.map((room) => `@/${room}/*`), '@/features/*', `!@/features/${name}`],
      'Features never import each other, nor what is above them; a page composes them.',
    ),
  ),
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'src/types/generated.ts'] },
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
  ...zones,
  {
    files: ['**/*.mjs', 'public/*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true }] },
  },
);
