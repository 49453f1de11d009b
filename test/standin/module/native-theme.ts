import { EventEmitter } from 'node:events';
import type { Commands } from '../devtools/connection.ts';
import { openWindows } from './windows.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** Electron's `nativeTheme`: what the pages see of colors, and what the app wants them to see. */
class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: ThemeSource = 'system';
  #systemIsDark = false;

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    const before = this.shouldUseDarkColors;
    this.#source = source;
    for (const window of openWindows()) {
      window.webContents.commands.then((commands) => this.apply(commands)).catch(() => undefined);
    }
    if (before !== this.shouldUseDarkColors) this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#systemIsDark : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors;
  }

  /** For pages: shows one the colors that the app wants. */
  async apply(commands: Commands): Promise<void> {
    const value = this.#source === 'system' ? '' : this.#source;
    await commands.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  /**
   * For pages: one tells what it sees. Seen under `system` it is the system's color; seen otherwise, whoever drives the
   * page has put its own over the app's.
   */
  didSeeColors(dark: boolean, commands: Promise<Commands>): void {
    if (this.#source !== 'system') {
      if (dark !== this.shouldUseDarkColors) commands.then((page) => this.apply(page)).catch(() => undefined);
      return;
    }
    if (dark === this.#systemIsDark) return;
    this.#systemIsDark = dark;
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();
