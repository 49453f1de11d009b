/** Writes a fragment such as a field's complaint as a sentence: `is empty` → `Is empty.` */
export function sentence(fragment: string): string {
  const text = fragment.trim();
  const ended = /[.:…]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
