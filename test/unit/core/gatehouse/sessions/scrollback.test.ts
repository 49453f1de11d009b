import { describe, expect, it } from 'vitest';
import { createScrollback } from '../../../../../electron/core/gatehouse/sessions/scrollback.ts';

const mostBytes = 524_288;
const encoder = new TextEncoder();
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the scrollback', () => {
  it('is empty at first, and then all that came', () => {
    const scrollback = createScrollback();
    expect(scrollback.read()).toHaveLength(0);
    for (const part of ['one\n', '', 'two']) scrollback.push(encoder.encode(part));
    expect(textOf(scrollback.read())).toBe('one\ntwo');
  });

  it.each([
    ['one by one', 1],
    ['in parts', 1000],
    ['in large parts', 300_000],
    ['at once', Number.POSITIVE_INFINITY],
  ])('is the last half megabyte of what came %s, from the beginning of a line', (_, part) => {
    const scrollback = createScrollback();
    const lines = Array.from({ length: 30_000 }, (__, index) => `line ${index} ${'-'.repeat(index % 70)}`);
    const whole = encoder.encode(`${lines.join('\n')}\n`);
    for (let at = 0; at < whole.length; at += part)
      scrollback.push(whole.subarray(at, Math.min(whole.length, at + part)));
    const kept = scrollback.read();
    expect(kept.length).toBeLessThanOrEqual(mostBytes);
    expect(kept.length).toBeGreaterThan(mostBytes - 100);
    expect(textOf(kept).startsWith('line ')).toBe(true);
    expect(textOf(whole).endsWith(textOf(kept))).toBe(true);
  });

  it('is cut anywhere where there are no lines', () => {
    const scrollback = createScrollback();
    scrollback.push(new Uint8Array(2_000_000).fill(65));
    scrollback.push(encoder.encode('\nend'));
    expect(scrollback.read()).toHaveLength(mostBytes);
  });

  it('keeps all of exactly what fits', () => {
    const scrollback = createScrollback();
    scrollback.push(new Uint8Array(mostBytes).fill(65));
    expect(scrollback.read()).toHaveLength(mostBytes);
    scrollback.push(encoder.encode('\nB'));
    expect(scrollback.read()).toHaveLength(mostBytes);
  });

  it('does not grow with what has gone through it', () => {
    const scrollback = createScrollback();
    const part = new Uint8Array(65_536).fill(65);
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 6400; count += 1) scrollback.push(part);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000);
    expect(scrollback.read()).toHaveLength(mostBytes);
  });

  it('is a copy: what is pushed later does not change it, nor what is done to the pushed bytes', () => {
    const scrollback = createScrollback();
    const bytes = encoder.encode('ab');
    scrollback.push(bytes);
    bytes.fill(0);
    const before = scrollback.read();
    scrollback.push(encoder.encode('c'));
    expect(textOf(before)).toBe('ab');
  });
});
