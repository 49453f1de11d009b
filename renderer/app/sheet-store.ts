import { create } from 'zustand';
import type { ImportPreview } from '../../electron/shared/views/import-preview.ts';

/** What lies over the main area. One at a time. */
export type Sheet =
  | { readonly kind: 'editor'; readonly profileId: string | undefined }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'settings' };

export const useSheet = create<{ readonly sheet: Sheet | undefined }>()(() => ({ sheet: undefined }));

/** Opens a sheet: the editor for a kept profile or a new one (`profileId` undefined), an import, the settings. */
export function openSheet(sheet: Sheet): void {
  useSheet.setState({ sheet });
}

export function closeSheet(): void {
  useSheet.setState({ sheet: undefined });
}
