/** What floats: menus, the list of a select. Placed by the library, which also sets the origin it grows from. */
export const popupLook =
  'origin-(--transform-origin) rounded-lg bg-raised p-1 text-ink shadow-float outline-none ' +
  'transition-[opacity,scale] duration-120 ease-glide ' +
  'data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:opacity-0 data-instant:transition-none';

/** A line of such a list. */
export const popupItemLook =
  'flex h-7 items-center gap-2 rounded-md px-2 outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:text-faint data-disabled:opacity-60';
