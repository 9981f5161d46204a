import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['output/'] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.node },
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'prefer-const': 'error',
    },
  },
  // Code that Playwright runs inside the page.
  {
    files: ['browser/**', 'support/browser.mjs', 'telephone/operator.mjs'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
