import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { KeyboardHint } from './keyboard-hint.tsx';
import type { MenuItem } from './menu-item.ts';
import { popupItemLook } from './popup-look.ts';

/** The lines inside a menu or a context menu; both are the same parts of the library. */
export function MenuLines({ items }: { readonly items: readonly MenuItem[] }) {
  const hasIcons = items.some((item) => item.kind === 'choice' || (item.kind === 'action' && item.icon !== undefined));
  return items.map((item, index) => <MenuLine key={lineKey(item, index)} item={item} hasIcons={hasIcons} />);
}

function MenuLine({ item, hasIcons }: { readonly item: MenuItem; readonly hasIcons: boolean }) {
  switch (item.kind) {
    case 'separator':
      return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
    case 'choice':
      return (
        <Base.CheckboxItem
          checked={item.isChecked}
          onCheckedChange={(isChecked) => item.onSelect(isChecked)}
          closeOnClick
          className={popupItemLook}
        >
          <span className="flex w-4 justify-center">
            <Base.CheckboxItemIndicator>
              <Check className="size-3.5 text-accent" />
            </Base.CheckboxItemIndicator>
          </span>
          {item.label}
        </Base.CheckboxItem>
      );
    case 'action':
      return (
        <Base.Item onClick={() => item.onSelect()} disabled={item.isDisabled ?? false} className={popupItemLook}>
          {hasIcons && (
            <span aria-hidden="true" className="flex w-4 shrink-0 justify-center text-muted">
              {item.icon}
            </span>
          )}
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          {item.shortcut === undefined ? undefined : <KeyboardHint shortcut={item.shortcut} className="pl-6" />}
        </Base.Item>
      );
  }
}

function lineKey(item: MenuItem, index: number): string {
  return item.kind === 'separator' ? `separator ${index}` : item.label;
}
