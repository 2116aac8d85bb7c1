import { env } from 'node:process';
import { defineConfig } from 'vite';

/** The proxy makes the page and the gateway one origin, so the gateway needs no CORS_ORIGINS. */
export default defineConfig({
  root: import.meta.dirname,
  server: { proxy: { '/graphql': { target: env['GATEWAY'] ?? 'http://127.0.0.1:4000', ws: true } } },
});
