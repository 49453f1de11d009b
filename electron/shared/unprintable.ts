/**
 * What could reorder, hide or break a text that is shown: C0 and C1 controls, DEL, bidi controls, line and paragraph
 * separators.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
export const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
