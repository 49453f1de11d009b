// The stand-in's start: `node launch.mjs [SWITCHES] APP`. Plain JavaScript, so that a Node which is too old can still say so.
import { registerHooks } from 'node:module';

if (registerHooks === undefined || !process.features.typescript) {
  console.error(`The Electron stand-in needs Node 22.18 or newer, this is ${process.version}.`);
  process.exit(1);
}

const electron = new URL('./module/electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    /^electron(\/main|\/common)?$/.test(specifier)
      ? { url: electron, shortCircuit: true }
      : nextResolve(specifier, context),
});

const { startApp } = await import('./start-app.ts');
await startApp(process.argv.slice(2));
