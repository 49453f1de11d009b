import { describe, expect, it } from 'vitest';
import { FileTree } from '../../../../../electron/core/practice/shell/file-tree.ts';
import { nameMatches } from '../../../../../electron/core/practice/shell/path-pattern.ts';
import { cleanPath } from '../../../../../electron/core/practice/shell/tree-node.ts';
import { computingTime } from '../../../../support/computing-time.ts';

describe('FileTree', () => {
  it('counts its bytes in UTF-8 and gives them back', () => {
    const tree = new FileTree({}, { maximumBytes: 10, maximumNodes: 100 });
    tree.write('/tmp/a', 'äöü');
    expect(() => tree.append('/tmp/a', 'ß___')).toThrow('No space left on device');
    expect(tree.read('/tmp/a')).toBe('äöü');
    tree.write('/tmp/a', '0123456789');
    expect(() => tree.write('/tmp/b', '1')).toThrow('No space left on device');
    tree.remove('/tmp/a');
    tree.write('/tmp/b', '0123456789');
    tree.move('/tmp/b', '/tmp/c');
    tree.write('/tmp/c', '');
    tree.write('/tmp/d', '0123456789');
    expect(() => tree.append('/tmp/c', '1')).toThrow('No space left on device');
  });

  it('counts its nodes and gives them back', () => {
    const tree = new FileTree({}, { maximumBytes: 10, maximumNodes: 6 });
    tree.makeFolder('/tmp/a');
    tree.write('/tmp/a/b', '');
    tree.write('/tmp/c', '');
    expect(() => tree.write('/tmp/d', '')).toThrow('No space left on device');
    tree.move('/tmp/c', '/tmp/a/b');
    tree.write('/tmp/d', '');
    tree.remove('/tmp/a');
    tree.makeFolder('/tmp/x/y', true);
    expect(() => tree.makeFolder('/tmp/z')).toThrow('No space left on device');
  });

  it.each([
    ['/etc/x', 'Permission denied'],
    ['/tmpx', 'Permission denied'],
    ['/tmp', 'Is a directory'],
    ['/tmp/none/x', 'No such file or directory'],
    ['/tmp/file/x', 'Not a directory'],
    [`/tmp/${'n'.repeat(256)}`, 'File name too long'],
  ])('refuses to write %s', (path, why) => {
    const tree = new FileTree({ '/tmp/file': '' });
    expect(() => tree.write(path, 'x')).toThrow(why);
  });

  it('is not fooled by names that objects have', () => {
    const tree = new FileTree({});
    expect(tree.find('/tmp/__proto__')).toBeUndefined();
    tree.write('/tmp/constructor', 'x');
    expect(tree.read('/tmp/constructor')).toBe('x');
  });
});

describe('cleanPath', () => {
  it.each([
    ['/a/b', 'c', '/a/b/c'],
    ['/a/b', '../c/./d//', '/a/c/d'],
    ['/a', '../../..', '/'],
    ['/a', '/x', '/x'],
    ['/', '', '/'],
  ])('%s %s', (directory, path, expected) => expect(cleanPath(directory, path)).toBe(expected));
});

describe('nameMatches', () => {
  it.each([
    ['abc', 'a*c', true],
    ['abc', '*', true],
    ['', '*', true],
    ['abc', 'a?', false],
    ['a*c', 'a\\*c', true],
    ['abc', 'a\\*c', false],
    ['aXbXc', '*X*c', true],
    ['🚪', '?', true],
  ])('%s %s', (name, pattern, expected) => expect(nameMatches(name, pattern)).toBe(expected));

  it('takes no long time', () => {
    for (const times of [200, 2000]) {
      const { value, tookMs } = computingTime(() => nameMatches('a'.repeat(255), `${'a*'.repeat(times)}b`));
      expect(value).toBe(false);
      expect(tookMs).toBeLessThan(100);
    }
  });
});
