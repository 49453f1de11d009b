import { type BrowserWindow, screen } from 'electron';
import { readFileIfThere, writeFileAtomically } from '../core/files/kept-file.ts';
import { parseWindowState, startBounds, type WindowState } from './window-state.ts';

/** A window that is dragged changes its place with every pixel. */
const settleMs = 400;

/** The window's state on the disk. */
export interface KeptWindowState {
  current(): WindowState;
  /** Where a new window belongs. */
  startBounds(): ReturnType<typeof startBounds>;
  /** Follows a window, and keeps where it ends up. */
  follow(window: BrowserWindow): void;
  keep(part: Partial<WindowState>): void;
}

/** @param path of the file; one that cannot be read or written costs nothing but the window's place */
export async function keepWindowState(path: string): Promise<KeptWindowState> {
  let state = parseWindowState(await readFileIfThere(path).catch(() => undefined));
  let written: Promise<void> = Promise.resolve();
  const keep = (part: Partial<WindowState>) => {
    state = { ...state, ...part };
    // One after the other, or an older state could be the last to arrive.
    written = written.then(() => writeFileAtomically(path, `${JSON.stringify(state)}\n`)).catch(() => undefined);
  };
  return {
    current: () => state,
    startBounds: () =>
      startBounds(
        state,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
    follow(window) {
      let settling: NodeJS.Timeout | undefined;
      const settle = () => {
        clearTimeout(settling);
        settling = setTimeout(() => {
          if (!window.isDestroyed()) keep({ bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
        }, settleMs);
      };
      window.on('resize', settle).on('move', settle).on('maximize', settle).on('unmaximize', settle);
    },
    keep,
  };
}
