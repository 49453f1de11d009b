import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { terminalThemes } from '../../../../renderer/styles/terminal-themes.ts';

const css = readFileSync(new URL('../../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const usual = tokensOf(blockAfter(':root {'));
const strong = tokensOf(blockAfter('@media (prefers-contrast: more) {'));

const grounds = ['sunken', 'canvas', 'surface', 'raised', 'hover', 'selected'] as const;

/** WCAG 2.2: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of what tells a control or a state. */
const pairs: readonly (readonly [ink: string, ground: string, least: number])[] = [
  ...grounds.flatMap((ground) => ['ink', 'muted', 'faint'].map((ink) => [ink, ground, 4.5] as const)),
  ...grounds.flatMap((ground) => ['accent', 'open-ink', 'stuck'].map((ink) => [ink, ground, 4.5] as const)),
  ...grounds.flatMap((ground) => ['shut', 'open', 'stuck', 'accent', 'focus'].map((ink) => [ink, ground, 3] as const)),
  ...['canvas', 'surface', 'raised'].map((ground) => ['control', ground, 3] as const),
  ['accent', 'accent-soft', 4.5],
  ['ink', 'accent-soft', 4.5],
  ['open-ink', 'open-soft', 4.5],
  ['ink', 'open-soft', 4.5],
  ['muted', 'open-soft', 4.5],
  ['stuck', 'stuck-soft', 4.5],
  ['ink', 'stuck-soft', 4.5],
  ['muted', 'stuck-soft', 4.5],
  ['muted', 'groove', 4.5],
  ['ink', 'slide', 4.5],
  ['on-fill', 'accent-fill', 4.5],
  ['on-fill', 'accent-fill-hover', 4.5],
  ['on-fill', 'stuck-fill', 4.5],
  ['on-fill', 'stuck-fill-hover', 4.5],
];

describe.each([
  ['usual', usual],
  ['strong', new Map([...usual, ...strong])],
] as const)('in %s contrast', (_, tokens) => {
  test.each(['light', 'dark'] as const)('every pair in use can be told apart, %s', (theme) => {
    const tooWeak = pairs
      .map(([ink, ground, least]) => {
        const ratio = contrast(colour(tokens, ink, theme), colour(tokens, ground, theme));
        return ratio < least ? `${ink} on ${ground}: ${ratio.toFixed(2)} instead of ${least}` : '';
      })
      .filter((complaint) => complaint !== '');
    expect(tooWeak).toEqual([]);
  });
});

test('more contrast is more: text there is at least 7 to 1', () => {
  const tokens = new Map([...usual, ...strong]);
  for (const theme of ['light', 'dark'] as const) {
    for (const ink of ['ink', 'muted', 'faint', 'accent', 'open-ink', 'stuck']) {
      for (const ground of ['canvas', 'surface', 'raised']) {
        expect(contrast(colour(tokens, ink, theme), colour(tokens, ground, theme))).toBeGreaterThanOrEqual(7);
      }
    }
  }
});

describe.each(['light', 'dark'] as const)("the terminal's %s theme", (theme) => {
  const {
    background,
    black,
    white,
    brightWhite,
    cursorAccent,
    selectionBackground,
    selectionInactiveBackground,
    ...inks
  } = terminalThemes[theme];

  test('has its ground show through the cursor', () => {
    expect(cursorAccent).toBe(background);
  });

  test.each(Object.entries({ ...inks, ...(theme === 'light' ? { black } : { white, brightWhite }) }))(
    '%s can be read',
    (_, ink) => {
      expect(contrast(ink, background)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

test('every token that Tailwind is told of is there', () => {
  const told = [...css.matchAll(/--color-[a-z-]+: var\(--([a-z-]+)\)/g)].map((match) => match[1] ?? '');
  expect(told.length).toBeGreaterThan(20);
  for (const name of told) expect([...usual.keys()]).toContain(name);
});

/** The text between the brace that ends `opening` and its partner. */
function blockAfter(opening: string): string {
  const from = css.indexOf(opening);
  if (from === -1) throw new Error(`tokens.css has no ${opening}`);
  let depth = 1;
  let to = from + opening.length;
  for (; depth > 0; to++) depth += css[to] === '{' ? 1 : css[to] === '}' ? -1 : 0;
  return css.slice(from + opening.length, to - 1);
}

function tokensOf(block: string): ReadonlyMap<string, { readonly light: string; readonly dark: string }> {
  const written = block.matchAll(/--([a-z-]+): (?:light-dark\((.+), ((?:#|rgb).+)\)|(#[0-9a-f]{6}));/g);
  return new Map(
    [...written].map(([, name = '', light, dark, both = '']) => [name, { light: light ?? both, dark: dark ?? both }]),
  );
}

function colour(
  tokens: ReadonlyMap<string, { readonly light: string; readonly dark: string }>,
  name: string,
  theme: 'light' | 'dark',
): string {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return token[theme];
}

/** WCAG's contrast ratio of two opaque colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`${hex} is no opaque colour`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
