import { type NativeImage, nativeImage } from 'electron';

/** Drawn for light and dark trays alike; macOS colours its own template images. Each as a data: address. */
const drawn = import.meta.glob<string>('../../assets/tray-*.png', { query: '?inline', import: 'default', eager: true });

/** The tray's image for a state of the gates, sharp on dense displays too. */
export function trayImage(state: 'shut' | 'open' | 'attention', platform: NodeJS.Platform): NativeImage {
  const name = `../../assets/tray-${state}${platform === 'darwin' ? 'Template' : ''}`;
  const [plain, dense] = [drawn[`${name}.png`], drawn[`${name}@2x.png`]];
  if (plain === undefined || dense === undefined) throw new Error(`assets has no image for ${state}`);
  const image = nativeImage.createFromDataURL(plain);
  image.addRepresentation({ scaleFactor: 2, dataURL: dense });
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}
