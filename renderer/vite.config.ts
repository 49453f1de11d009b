import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    // Forge takes a relative path from the root of this file, and packages only what lies in .vite.
    outDir: fileURLToPath(new URL('../.vite/renderer/main_window', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome150',
    sourcemap: false,
    // A font or a picture as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
