import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

let isFast: boolean | undefined;

/**
 * Draws with the graphics card while a terminal is in sight. On a software renderer WebGL is slower than the DOM (6.6 MB/s
 * against 20), so it is used on a real card only; where the card is lost the DOM draws on.
 * @returns the function that gives the card back: a page gets 16 of its contexts, and tabs may be more
 */
export function drawWithGraphicsCard(terminal: Terminal): () => void {
  isFast ??= hasGraphicsCard();
  if (!isFast) return () => {};
  const addon = new WebglAddon();
  let isLoaded = true;
  const unload = () => {
    if (isLoaded) addon.dispose();
    isLoaded = false;
  };
  addon.onContextLoss(unload);
  try {
    terminal.loadAddon(addon);
  } catch {
    // No context to be had: the DOM draws.
    unload();
  }
  return unload;
}

function hasGraphicsCard(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  const details = context.getExtension('WEBGL_debug_renderer_info');
  const name = details === null ? '' : String(context.getParameter(details.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
