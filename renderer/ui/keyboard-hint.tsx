import { classNames } from './class-names.ts';
import { isMac } from './platform.ts';
import { shortcutKeys } from './shortcut-keys.ts';

export interface KeyboardHintProps {
  /** Electron's notation, as in `Mod+K`; `Mod` is Command on macOS and Control elsewhere. */
  readonly shortcut: string;
  readonly className?: string | undefined;
}

/** A shortcut the way this system writes it: ⌘K on macOS, Ctrl+K elsewhere. */
export function KeyboardHint({ shortcut, className }: KeyboardHintProps) {
  return (
    <kbd className={classNames('font-sans text-xs text-faint', isMac && 'tracking-wider', className)}>
      {shortcutKeys(shortcut, isMac).join(isMac ? '' : '+')}
    </kbd>
  );
}
