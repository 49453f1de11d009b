/** A key as a page's event tells of it, with what is held down beside it. */
export function press(key: string, ...held: readonly ('ctrl' | 'shift' | 'alt' | 'meta')[]) {
  return {
    key,
    ctrlKey: held.includes('ctrl'),
    shiftKey: held.includes('shift'),
    altKey: held.includes('alt'),
    metaKey: held.includes('meta'),
  };
}
