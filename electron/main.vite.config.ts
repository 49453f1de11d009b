import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { withoutAddons } from './without-addons.ts';

/** The main process as one CommonJS file; Forge and a plain `vite build` both take it from here. */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [withoutAddons],
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    // Readable without one; a map would have to be kept out of the package.
    sourcemap: command === 'serve',
    reportCompressedSize: false,
    lib: { entry: 'electron/main.ts', formats: ['cjs'], fileName: () => 'main.cjs' },
    rolldownOptions: {
      external: ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`), /^node:/],
      output: { codeSplitting: false },
    },
  },
}));
