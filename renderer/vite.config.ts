import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from '../electron/desktop/content-security-policy.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  // Of its own accord the page asks for its files by their place beside it.
  base: './',
  server: {
    host: 'localhost',
    headers: { 'Content-Security-Policy': contentSecurityPolicy({ forDevelopment: true }) },
  },
  build: {
    // Forge takes a relative path from the root of this file, and packages only what lies in .vite.
    outDir: fileURLToPath(new URL('../.vite/renderer/main_window', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome150',
    sourcemap: false,
    // A font or a picture as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    // It comes from the disk, in one piece.
    chunkSizeWarningLimit: 4000,
  },
});
