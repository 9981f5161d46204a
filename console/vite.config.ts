import react from '@vitejs/plugin-react';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const uswds = fileURLToPath(new URL('node_modules/@uswds/uswds', import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@uswds-assets': `${uswds}/dist` } },
  css: { preprocessorOptions: { scss: { loadPaths: [`${uswds}/packages`], quietDeps: true } } },
  // Nothing is inlined: the server sends one policy for all pages, and it knows no data: addresses.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  server: {
    proxy: { '/api': { target: 'http://127.0.0.1:3110', ws: true }, '/c/': 'http://127.0.0.1:3110' },
  },
  // A test that types whole sentences takes seconds on a machine that does other things.
  test: {
    environment: 'jsdom',
    setupFiles: 'src/test/setup.ts',
    restoreMocks: true,
    css: false,
    testTimeout: 30_000,
    maxWorkers: availableParallelism(),
  },
});
