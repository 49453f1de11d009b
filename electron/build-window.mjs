// Builds main, preload and renderer into .vite where a source is newer; prints nothing when there is nothing to do.
// With --always it builds in any case.
import { buildWindow, isWindowStale } from './start/build-window.mjs';

if (process.argv.includes('--always') || isWindowStale()) await buildWindow();
