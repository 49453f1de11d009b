import { create } from 'zustand';
import type { ImportPreview } from '../../electron/shared/views/import-preview.ts';

/** What lies over the main area. One at a time. */
export type Sheet =
  | { readonly kind: 'editor'; readonly profileId: string | undefined }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'rehearsal'; readonly profileId: string }
  | { readonly kind: 'connect-all'; readonly label: string; readonly profileIds: readonly string[] }
  | { readonly kind: 'settings' };

export interface SheetStore {
  /** What is shown, or on its way out; undefined where there is nothing. */
  readonly sheet: Sheet | undefined;
  readonly isOpen: boolean;
  /** A number for each opening: what was typed into a sheet that has been closed is not found in the next. */
  readonly opening: number;
}

export const useSheet = create<SheetStore>()(() => ({ sheet: undefined, isOpen: false, opening: 0 }));

/** Opens a sheet; the editor's is for a kept profile, or for a new one where `profileId` is undefined. */
export function openSheet(sheet: Sheet): void {
  useSheet.setState(({ opening }) => ({ sheet, isOpen: true, opening: opening + 1 }));
}

/** Closes the sheet; it stays in sight until its motion is over. */
export function closeSheet(): void {
  useSheet.setState({ isOpen: false });
}

/** The motion of closing is over: nothing of the sheet is kept. */
export function dropSheet(): void {
  useSheet.setState(({ isOpen }) => (isOpen ? {} : { sheet: undefined }));
}
