import type { Plugin } from 'vite';

/**
 * ssh2 tries an addon of its own and cpu-features, and does without. Left as externals they would be looked up in the
 * folders above the installed program, where anybody's file could be.
 */
export const withoutAddons: Plugin = {
  name: 'portcullis:without-addons',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.node') || id === 'cpu-features' ? '\0left-out' : undefined),
  load: (id) => (id === '\0left-out' ? "throw new Error('left out of the bundle');" : undefined),
};
