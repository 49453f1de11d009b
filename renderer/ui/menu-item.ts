import type { ReactNode } from 'react';

/** A line of a menu or a context menu. */
export type MenuItem =
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string | undefined;
      readonly isDisabled?: boolean | undefined;
      readonly onSelect: () => void;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly isChecked: boolean;
      readonly onSelect: (isChecked: boolean) => void;
    }
  | { readonly kind: 'separator' };
