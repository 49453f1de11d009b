import { existsSync, readFileSync } from 'node:fs';

const pngHeaderBytes = 24;
const dataUrlStart = 'data:image/png;base64,';

/** A picture that is kept, never drawn. */
export class NativeImage {
  readonly #png: Buffer;
  isMacTemplateImage = false;

  constructor(png: Buffer) {
    this.#png = png;
  }

  isEmpty(): boolean {
    return this.#png.length === 0;
  }

  toPNG(): Buffer {
    return this.#png;
  }

  toDataURL(): string {
    return `${dataUrlStart}${this.#png.toString('base64')}`;
  }

  /** As its PNG header says. */
  getSize(): { width: number; height: number } {
    if (this.#png.length < pngHeaderBytes) return { width: 0, height: 0 };
    return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) };
  }

  resize(): NativeImage {
    return this;
  }

  setTemplateImage(isTemplate: boolean): void {
    this.isMacTemplateImage = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }

  addRepresentation(): void {}
}

/** Electron's `nativeImage`. */
export const nativeImage = {
  createEmpty: (): NativeImage => new NativeImage(Buffer.alloc(0)),
  createFromPath: (path: string): NativeImage =>
    new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (png: Buffer): NativeImage => new NativeImage(png),
  createFromDataURL: (url: string): NativeImage =>
    new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
};
