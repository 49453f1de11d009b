const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian wide and fullwidth blocks (Unicode Standard Annex 11), in the ranges that terminals agree on. */
const widePattern =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const invisiblePattern = /^[\p{Mark}\p{Cf}]+$/u;

/** Parts a text into what a person sees as characters, so that one backspace takes one of them. */
export function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns of a terminal a character takes: 0, 1 or 2. */
export function cellWidth(character: string): number {
  if (/^[\x20-\x7e]$/.test(character)) return 1;
  if (invisiblePattern.test(character)) return 0;
  return widePattern.test(character) ? 2 : 1;
}
