import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { restartOnRebuild } from './electron/start/restart-on-rebuild.ts';

/** A folder with Electron's zip in it, for machines that cannot fetch one. */
const electronZipDir = process.env['ELECTRON_ZIP_DIR'];
const summary = 'Opens port-knocking gates for SSH, and shuts them again';

const config: ForgeConfig = {
  packagerConfig: {
    asar: true,
    name: 'Portcullis',
    executableName: 'portcullis',
    appBundleId: 'io.github.portcullis',
    appCategoryType: 'public.app-category.developer-tools',
    // Each system takes its own ending: .icns, .ico.
    icon: 'assets/icon',
    ...(electronZipDir !== undefined && electronZipDir !== '' && { electronZipDir }),
  },
  // There is nothing native in it.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerZIP({}, ['darwin', 'linux', 'win32']),
    new MakerDeb({
      options: {
        name: 'portcullis',
        bin: 'portcullis',
        icon: 'assets/icon.png',
        section: 'net',
        categories: ['Network'],
        description: summary,
      },
    }),
    new MakerDMG({ icon: 'assets/icon.icns' }),
    new MakerSquirrel({
      name: 'portcullis',
      authors: 'Portcullis',
      description: summary,
      setupIcon: 'assets/icon.ico',
    }),
  ],
  hooks: {
    postStart: async () => restartOnRebuild(),
  },
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main.ts', config: 'electron/main.vite.config.ts', target: 'main' },
        { entry: 'electron/preload.ts', config: 'electron/preload.vite.config.ts', target: 'preload' },
      ],
      renderer: [{ name: 'main_window', config: 'renderer/vite.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
