import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The preload as one CommonJS file: a sandboxed one can require nothing but Electron. */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('..', import.meta.url)),
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'chrome150',
    minify: false,
    sourcemap: command === 'serve' ? 'inline' : false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: 'electron/preload.ts',
      external: ['electron'],
      output: { format: 'cjs', codeSplitting: false, entryFileNames: 'preload.cjs' },
    },
  },
}));
