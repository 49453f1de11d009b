import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { withoutAddons } from './without-addons.ts';

/** The command line with its libraries: few files are found and read sooner than the many they are made of. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [withoutAddons],
  // ssh2 asks for it where it would start a program of PuTTY's.
  define: { __dirname: 'import.meta.dirname' },
  ssr: { noExternal: true },
  build: {
    ssr: 'electron/cli/main.ts',
    outDir: 'dist',
    copyPublicDir: false,
    target: 'node20.19',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // In one folder, two below package.json, which is found from there.
      output: { entryFileNames: 'cli/[name].js', chunkFileNames: 'cli/[name]-[hash].js' },
    },
  },
});
