import { ContextMenu as Base } from '@base-ui/react/context-menu';
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';
import type { MenuItem } from './menu-item.ts';
import { MenuLines } from './menu-lines.tsx';
import { popupLook } from './popup-look.ts';

export interface ContextMenuProps {
  /** The element that is clicked with the right button, or asked by the menu key or Shift+F10. */
  readonly children: ReactElement;
  readonly items: readonly MenuItem[];
}

/** The menu of a thing, where the pointer is. */
export function ContextMenu({ children, items }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={classNames(popupLook, 'min-w-44')}>
            <MenuLines items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
