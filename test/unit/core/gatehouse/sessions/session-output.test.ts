import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionOutput } from '../../../../../electron/core/gatehouse/sessions/session-output.ts';
import type { SshChannel } from '../../../../../electron/core/ssh/ssh-channel.ts';

const half = 524_288;

function startOutput() {
  const sent: Buffer[] = [];
  const output = createSessionOutput((bytes) => void sent.push(Buffer.from(bytes)));
  const [out, errors] = [new PassThrough(), new PassThrough()];
  output.connect({ output: out, errors } as unknown as SshChannel);
  return { output, out, errors, sent: () => Buffer.concat(sent).toString('latin1') };
}

/** Streams hand on what they have in their own turns. */
const turns = () => vi.advanceTimersByTimeAsync(20);

describe('the output of a session', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('and its errors come in the order of their arrival', async () => {
    const { out, errors, sent } = startOutput();
    for (const [stream, text] of [
      [out, 'a'],
      [errors, 'b'],
      [out, 'c'],
    ] as const) {
      stream.write(text);
      await turns();
    }
    expect(sent()).toBe('abc');
  });

  it('that no window draws is held back for ten seconds, and then kept alone', async () => {
    const { output, out, sent } = startOutput();
    out.write('x'.repeat(half));
    await turns();
    out.write('later\n');
    await vi.advanceTimersByTimeAsync(9000);
    expect(out.isPaused()).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(out.isPaused()).toBe(false);
    out.write('more\n');
    await turns();
    expect(sent()).toHaveLength(half);
    expect(Buffer.from(output.attach()).toString()).toMatch(/later\nmore\n$/);
    out.write('live');
    await turns();
    expect(sent().slice(half)).toBe('live');
  });

  it('that a window could not draw is dropped, and a line says so in its place', async () => {
    const { output, out } = startOutput();
    out.write('what froze it');
    await turns();
    expect(output.isUndrawn()).toBe(true);
    output.drop();
    expect(output.isUndrawn()).toBe(false);
    out.write('later');
    await turns();
    expect(Buffer.from(output.attach()).toString()).toMatch(/^\S*── window renewed .*\r\nlater$/);
    const unwritten = startOutput().output;
    unwritten.drop();
    expect(unwritten.attach()).toHaveLength(0);
  });

  it('is drawn afresh by a window that had only been slow', async () => {
    const { output, out, sent } = startOutput();
    out.write(`${'x'.repeat(half - 1)}\n`);
    await vi.advanceTimersByTimeAsync(11_000);
    out.write('missed');
    await turns();
    output.drawn(1000);
    expect(sent().slice(half, half + 3)).toBe('\u001bcx');
    for (let at = 0; at < 20; at += 1) {
      output.drawn(65_536);
      await turns();
    }
    expect(sent()).toMatch(/missed$/);
  });

  it('is not given up while it is drawn, however slowly', async () => {
    const { output, out } = startOutput();
    out.write('x'.repeat(half));
    for (let second = 0; second < 30; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      output.drawn(100);
    }
    expect(out.isPaused()).toBe(true);
  });

  it('is dropped when the person has ended the session', async () => {
    const { output, out, sent } = startOutput();
    output.disconnect();
    out.write('late');
    await turns();
    expect(sent()).toBe('');
    expect(output.attach()).toHaveLength(0);
  });

  it('of the session that begins again in a tab stands below that of the last one, for each window', async () => {
    const { output, out, sent } = startOutput();
    const again = new PassThrough();
    out.end('first');
    await turns();
    output.connect({ output: again, errors: new PassThrough() } as unknown as SshChannel);
    again.write('second');
    await turns();
    expect(sent()).toMatch(/^first[\s\S]*reconnected[\s\S]*second$/);
    expect(Buffer.from(output.attach()).toString('latin1')).toBe(sent());
  });

  it('that never was leaves no line', async () => {
    const { output, out, sent } = startOutput();
    out.end();
    await turns();
    output.connect({ output: new PassThrough(), errors: new PassThrough() } as unknown as SshChannel);
    await turns();
    expect(sent()).toBe('');
  });
});
