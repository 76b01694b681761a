import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `SILKFLOW_DEV_SERVER` names the server that `vite` in dev mode passes API calls to. */
const server = process.env['SILKFLOW_DEV_SERVER'] ?? 'http://127.0.0.1:8700';

export default defineConfig({
  root: fileURLToPath(new URL('designer', import.meta.url)),
  plugins: [react()],
  // The editor of expressions brings a linter of another FEEL, in English.
  resolve: {
    alias: { '@bpmn-io/feel-lint': fileURLToPath(new URL('designer/design/modeler/feel-lint.ts', import.meta.url)) },
  },
  build: {
    outDir: fileURLToPath(new URL('dist/designer', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The modeler is one lazy route of about 750 kB gz; test/designer/bundle.test.ts holds the budgets.
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      output: {
        // zod and its setting share a chunk of their own, so that the setting is made before any other chunk makes schemas.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|designer\/no-generated-code/ }] },
      },
    },
  },
  server: {
    proxy: { '/v2': { target: server, changeOrigin: true }, '/api': { target: server, changeOrigin: true } },
  },
});
