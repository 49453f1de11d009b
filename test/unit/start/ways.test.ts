import { expect, test } from 'vitest';

interface Machine {
  readonly hasDisplay: boolean;
  readonly electron: { readonly path: string } | { readonly missing: string };
  readonly standIn: { readonly chromium: string } | { readonly missing: string };
}

// Plain JavaScript, which has no types to import.
const source = new URL('../../../electron/start/ways.mjs', import.meta.url).href;
const { waysToStart }: { waysToStart(machine: Machine): { readonly way: string; readonly says: string }[] } =
  await import(source);

const electron = { path: '/somewhere/electron' };
const standIn = { chromium: '/usr/bin/chromium' };
const ways = (machine: Machine) => waysToStart(machine).map(({ way }) => way);

test('Electron comes first, and what could take its place afterwards', () => {
  expect(ways({ hasDisplay: true, electron, standIn })).toEqual(['electron', 'stand-in', 'practice']);
});

test('without the binary the trial window comes, and says why', () => {
  const [first] = waysToStart({ hasDisplay: true, electron: { missing: 'example.org cannot be reached' }, standIn });
  expect(first?.way).toBe('stand-in');
  expect(first?.says).toContain('trial window in /usr/bin/chromium');
  expect(first?.says).toContain('Electron is not here: example.org cannot be reached.');
});

test('without a browser the practice run comes, and says what is missing', () => {
  const [only, ...more] = waysToStart({
    hasDisplay: true,
    electron: { missing: 'example.org cannot be reached' },
    standIn: { missing: 'there is no Chromium' },
  });
  expect(more).toEqual([]);
  expect(only?.way).toBe('practice');
  expect(only?.says).toContain('example.org cannot be reached');
  expect(only?.says).toContain('there is no Chromium');
});

test('without a display only the practice run makes sense', () => {
  const found = waysToStart({ hasDisplay: false, electron, standIn });
  expect(found.map(({ way }) => way)).toEqual(['practice']);
  expect(found[0]?.says).toContain('no display');
});
