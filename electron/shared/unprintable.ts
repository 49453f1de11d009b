/**
 * What could reorder, hide or break a text that is shown: C0 and C1 controls, DEL, bidi controls, line and paragraph
 * separators.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
export const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const eachUnprintable = new RegExp(unprintable, 'g');

/** A text with what could forge a line, or steer a terminal, made visible as JSON does, `\u001b`; lines and tabs stay. */
export function withVisibleControls(text: string): string {
  return text.replaceAll(eachUnprintable, (found) =>
    found === '\n' || found === '\t' ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Characters that join others, or choose how they are drawn, where they do: in emoji, and in scripts that need them. */
const atWork =
  /(?<=[\u0250-\u{10ffff}])[\u200c\u200d](?=[\u0250-\u{10ffff}])|(?<=\p{ExtPict})\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)/gu;
/** Default ignorable ones by Unicode's word, blanks other than the ordinary and the ideographic one, and an empty Braille cell. */
const unseen = /(?![ \u3000])[\p{Default_Ignorable_Code_Point}\p{Zs}\u2800]/u;

/** Whether a name has characters that nobody sees, by which it could pass for another one. */
export function hasInvisible(text: string): boolean {
  return unseen.test(text.replaceAll(atWork, ''));
}
