import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../standin/command-line.ts';

describe('the command line of the stand-in', () => {
  test('is read as Electron reads it', () => {
    const words = [
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '-r',
      'first.cjs',
      '.',
      '--profile=a=b',
      'x',
    ];
    const { appPath, preloads, inspectPort, switches } = parseCommandLine(words, true);
    expect({ appPath, preloads, inspectPort }).toEqual({ appPath: '.', preloads: ['first.cjs'], inspectPort: 0 });
    expect(Object.fromEntries(switches)).toEqual({
      'no-sandbox': '',
      'remote-debugging-port': '0',
      profile: 'a=b',
    });
  });

  test('of a packaged app names no app', () => {
    const { appPath, switches } = parseCommandLine(['file.txt', '--smoke'], false);
    expect(appPath).toBeUndefined();
    expect(switches.has('smoke')).toBe(true);
  });

  test('leaves what is behind the app to the app', () => {
    expect(parseCommandLine(['app', '-r', 'never.cjs', '--inspect'], true)).toMatchObject({
      appPath: 'app',
      preloads: [],
      inspectPort: undefined,
    });
  });

  test.each([
    ['--inspect', 9229],
    ['--inspect=5858', 5858],
    ['--inspect=127.0.0.1:5858', 5858],
  ])('takes %s for the port %i', (word, port) => {
    expect(parseCommandLine([word, 'app'], true).inspectPort).toBe(port);
  });
});
