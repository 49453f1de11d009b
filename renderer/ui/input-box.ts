/** The frame around everything that is typed into; the field inside has none of its own. */
export const inputBox =
  'flex h-7 w-full min-w-0 items-center gap-1.5 rounded-md bg-surface px-2 text-ink inset-ring inset-ring-control ' +
  'transition-[box-shadow] duration-120 focus-within:inset-ring-2 focus-within:inset-ring-focus ' +
  'has-[[aria-invalid=true]]:inset-ring-stuck has-[:disabled]:opacity-50 forced-colors:border';

/** The field inside: its frame shows the focus. */
export const inputInside = 'h-full w-full min-w-0 bg-transparent outline-none';
