import { readFileSync } from 'node:fs';
import { createCodec } from '../page/codec.ts';
import { createPreloadRuntime, type RuntimeNames } from '../page/preload-runtime.ts';
import { bridgeWorlds } from '../page/world-bridge.ts';

/** Chromium's name for the preload's world, the same as in Electron. */
export const isolatedWorldName = 'Electron Isolated Context';

export const runtimeNames: RuntimeNames = { post: 'standinPost', deliver: 'standinDeliver' };

/** Base64 as the page does it; in Chromium since version 140. */
const pageBase64 = '{ toText: (bytes) => bytes.toBase64(), toBytes: (text) => Uint8Array.fromBase64(text) }';

/** The script that runs first in every document, in the page's own world. */
export function pageWorldScript(secret: string): string {
  return `(${bridgeWorlds})('page', ${JSON.stringify(secret)});`;
}

/**
 * The script that runs in the isolated world of every document: it makes Electron's objects and runs the preload.
 * @param preloadPath absolute; without one there is only what the stand-in itself needs
 * @param inSubFrames whether the preload also runs in frames within the page
 */
export function isolatedWorldScript(secret: string, preloadPath: string | undefined, inSubFrames: boolean): string {
  const { platform, arch, versions } = process;
  const preload = preloadPath === undefined ? '' : readFileSync(preloadPath, 'utf8');
  // The preload is a function made outside of the runtime, so that it sees none of its names.
  return `((preload) => {
  const bridge = (${bridgeWorlds})('isolated', ${JSON.stringify(secret)});
  const runtime = (${createPreloadRuntime})(
    (${createCodec})(${pageBase64}),
    bridge,
    ${JSON.stringify(runtimeNames)},
    ${JSON.stringify({ platform, arch, versions: { ...versions } })},
  );
  if (window.top !== window && !${inSubFrames}) return;
  const module = { exports: {} };
  preload.call(module.exports, runtime.require, runtime.process, module, module.exports);
})(function (require, process, module, exports) {
${preload}
});
//# sourceURL=${preloadPath ?? 'standin-runtime.js'}`;
}
