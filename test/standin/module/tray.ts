import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import { type NativeImage, nativeImage } from './native-image.ts';
import { recorded } from './recorded.ts';

/** Electron's `Tray`, kept for tests. */
export class Tray extends EventEmitter {
  /** For tests: what the app has given it last. */
  menu: Menu | null = null;
  image: NativeImage;
  toolTip = '';
  title = '';
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    super();
    this.image = asImage(image);
    recorded.trays.push(this);
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  setImage(image: NativeImage | string): void {
    this.image = asImage(image);
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setIgnoreDoubleClickEvents(): void {}

  popUpContextMenu(menu: Menu | null = this.menu): void {
    menu?.popup();
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

function asImage(image: NativeImage | string): NativeImage {
  return typeof image === 'string' ? nativeImage.createFromPath(image) : image;
}
