/** Writes a fragment such as a field's complaint as a sentence: `is empty` → `Is empty.` */
export function sentence(fragment: string): string {
  const text = fragment.trim();
  const ended = /[.:…]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

/** A text that goes on where others stand before it: `A knock` → `a knock`. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
