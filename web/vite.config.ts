import { env } from 'node:process';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { defineConfig } from 'vite';

// With another value, Vite bundles the development build of React, which is twice as large.
env['NODE_ENV'] = 'production';

/** The gateway serves the console below /console/. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [{ ...optimizeLocales.vite({ locales: ['en-US', 'ja-JP', 'ko-KR'] }), enforce: 'pre' }],
  build: {
    target: 'es2023',
    // Inline files would need data: in the policy of the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    outDir: '../dist/console',
    emptyOutDir: true,
    reportCompressedSize: false,
    manifest: 'manifest.json',
  },
});
