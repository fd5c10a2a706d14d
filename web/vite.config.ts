import { defineConfig } from 'vite';

/** Everything a page needs, workers and fonts included, is built into `dist`: nothing comes from outside addresses. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  logLevel: 'error',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The editor is large whatever is done, and it is loaded from this machine.
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { input: { graphiql: `${import.meta.dirname}/graphiql/index.html` } },
  },
  worker: { format: 'es' },
});
