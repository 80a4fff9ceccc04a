/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './scripts/precompress.ts';

const backend = `http://127.0.0.1:${process.env.BACKEND_PORT ?? '5000'}`;

export default defineConfig({
  base: './', // the server makes it fit the page's path: server/dashboard.mjs
  plugins: [react(), precompress()],
  resolve: {
    alias: {
      '@tests': fileURLToPath(new URL('./tests', import.meta.url)),
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 600 },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': backend,
      '/stream': backend,
      '/health': backend,
      '/metrics': backend,
      '/socket.io': { target: backend, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    pool: 'vmThreads', // a worker per core instead of a process per file: half the time
    server: { deps: { inline: [/engine\.io-client/] } }, // a test resets it; as a file of Node it would outlive its test
    setupFiles: ['tests/support/setup.ts'],
    include: ['tests/**/*.test.{ts,tsx,mjs}'],
    restoreMocks: true,
    testTimeout: 20_000, // typing is slow on a machine that does other things
  },
});
