import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './web/svelte.config.js'

/** A promise that nobody waits for is a fault that only types can show; each file is read with the one project that it belongs to. */
const typed = (project, files, ignores = []) => ({
  files,
  ignores,
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    '@typescript-eslint/require-array-sort-compare': 'error',
  },
})

export default ts.config(
  { ignores: ['**/dist/', '**/node_modules/', 'data/', 'migrations/', 'coverage/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  typed('server/tsconfig.json', ['server/src/**/*.ts', 'shared/src/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts'], ['test/web/**']),
  typed('web/tsconfig.json', ['web/src/**/*.ts', 'test/web/**/*.ts']),
  {
    rules: {
      'no-undef': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', prefer: 'type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  { files: ['server/src/**/*.ts', 'shared/src/**/*.ts', 'web/src/**/*.{ts,svelte}'], rules: { '@typescript-eslint/no-non-null-assertion': 'error' } },
  // The environment has one reader.
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/config.ts', 'server/src/main.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'config.ts is the only reader of the environment' }],
    },
  },
  // Time and chance are handed in (invariant 1): the rules never ask for them.
  {
    files: ['server/src/domain/**/*.ts', 'server/src/features/**/*.ts', 'server/src/projector/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'take the clock from compose.ts' },
        { object: 'Math', property: 'random', message: 'chance comes from a seed' },
      ],
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser, svelteConfig } } },
  // Maps and sets that are filled and read inside one call, or only counted with, need not be reactive.
  { files: ['web/src/play/**/*.svelte.ts'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  // Rules, notices and introductions are sanitised on the server.
  { files: ['web/src/**/*.svelte'], rules: { 'svelte/no-at-html-tags': 'off', 'svelte/no-navigation-without-resolve': 'off' } },
)
