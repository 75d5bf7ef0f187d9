import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** Features may see each other's `index.ts` only, never each other's internals. */
const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const zone = (target, from, message, except) => ({
  target: `./src/${target}`,
  from: `./src/${from}`,
  message,
  ...(except ? { except } : {}),
});

/** engine <- editors <- app; api and ui <- features <- app. */
const directions = [
  zone('engine', '.', 'engine imports nothing of ours', ['./engine']),
  zone('editors', '.', 'editors may import engine, api and ui only', [
    './editors',
    './engine',
    './api',
    './ui',
  ]),
  zone('api', '.', 'api imports nothing of ours', ['./api']),
  zone('ui', '.', 'ui is presentational: no api, no features', ['./ui']),
  zone('features', 'app', 'features do not know the shell'),
  zone('features', 'editors', 'features do not know the editors'),
  zone('features', 'engine', 'features do not know the engine'),
  ...features.map((name) =>
    zone(`features/${name}`, 'features', 'use the other feature through its index.ts', [
      `./${name}`,
      ...features.map((other) => `./${other}/index.ts`),
    ]),
  ),
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'screenshots', 'src/api/schema.ts'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      globals: globals.browser,
    },
    plugins: { 'react-hooks': reactHooks, 'import-x': importX, 'jsx-a11y': jsxA11y },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...jsxA11y.flatConfigs.recommended.rules,
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones: directions }],
      'import-x/no-self-import': 'error',
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
      // Numbers in template strings are what templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // React handlers are fire-and-forget by nature; the mutations behind them report their errors.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, properties: false, arguments: false } },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
