import { join } from 'node:path';
import { appOrigin } from './page-files.ts';

/** Forge's plugin puts it in while a development server runs. */
declare const MAIN_WINDOW_VITE_DEV_SERVER_URL: string | undefined;

const developmentServer =
  typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'string' ? MAIN_WINDOW_VITE_DEV_SERVER_URL : undefined;

/** The window's page, and what belongs to it, as they lie beside the built main file. */
export const page = {
  /** Without a slash at its end. */
  origin: developmentServer ?? appOrigin,
  address: `${developmentServer ?? appOrigin}/`,
  preload: join(__dirname, 'preload.cjs'),
  folder: join(__dirname, '..', 'renderer', 'main_window'),
};
