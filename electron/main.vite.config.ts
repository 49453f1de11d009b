import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/**
 * ssh2 tries an addon of its own and cpu-features, and does without. Left as externals they would be looked up in the
 * folders above the installed app, where anybody's file could be.
 */
const withoutAddons: Plugin = {
  name: 'portcullis:without-addons',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.node') || id === 'cpu-features' ? '\0left-out' : undefined),
  load: (id) => (id === '\0left-out' ? "throw new Error('left out of the bundle');" : undefined),
};

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
