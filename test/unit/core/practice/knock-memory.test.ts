import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKnockMemory, type KnockOutcome } from '../../../../electron/core/practice/knock-memory.ts';
import { parseSequence } from '../../../../electron/shared/sequence.ts';

const doors = [{ sequence: parseSequence('3333,4444:udp,5555') }, { sequence: parseSequence('6666,7777,8888') }];

function startMemory() {
  const told: string[] = [];
  const write = (outcome: KnockOutcome) => {
    told.push(
      `${outcome.kind} ${outcome.door}${outcome.kind === 'stage-reached' ? ` ${outcome.step}/${outcome.of}` : ''}`,
    );
  };
  const memory = createKnockMemory(doors, 5000, write, () => Date.now());
  const knock = (text: string, visitor = '127.0.0.1') => {
    told.length = 0;
    for (const step of parseSequence(text)) memory.receive(visitor, step);
    return [...told];
  };
  return { memory, knock, told };
}

describe('the memory of knocks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['3333,4444:udp,5555', ['stage-reached 0 1/3', 'stage-reached 0 2/3', 'stage-reached 0 3/3', 'completed 0']],
    ['6666,7777,8888', ['stage-reached 1 1/3', 'stage-reached 1 2/3', 'stage-reached 1 3/3', 'completed 1']],
    ['3333,5555', ['stage-reached 0 1/3', 'wrong 0']],
    ['3333,4444:tcp,4444:udp', ['stage-reached 0 1/3', 'stage-reached 0 2/3']],
    ['3333,3333', ['stage-reached 0 1/3', 'wrong 0']],
    ['3333,9999,4444:udp', ['stage-reached 0 1/3', 'stage-reached 0 2/3']],
    ['3333,6666,7777', ['stage-reached 0 1/3', 'wrong 0']],
    ['4444:udp,5555', []],
  ])('%s', (text, expected) => expect(startMemory().knock(text)).toEqual(expected));

  it('keeps visitors apart', () => {
    const { knock } = startMemory();
    knock('3333');
    expect(knock('4444:udp', '127.0.0.2')).toEqual([]);
    expect(knock('4444:udp')).toEqual(['stage-reached 0 2/3']);
  });

  it('forgets an attempt, counted from its first knock', () => {
    const { knock, told } = startMemory();
    knock('3333');
    vi.advanceTimersByTime(3000);
    knock('4444:udp');
    vi.advanceTimersByTime(1999);
    expect(told).toEqual(['stage-reached 0 2/3']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['stage-reached 0 2/3', 'timed-out 0']);
    expect(knock('5555')).toEqual([]);
  });

  it('forgets it also when the timer is late', () => {
    const { knock } = startMemory();
    knock('3333');
    vi.setSystemTime(Date.now() + 5000);
    expect(knock('3333')).toEqual(['timed-out 0', 'stage-reached 0 1/3']);
  });

  it('counts anew where a dead attempt gives way', () => {
    const { knock, told } = startMemory();
    knock('3333,5555');
    vi.advanceTimersByTime(4000);
    knock('3333');
    vi.advanceTimersByTime(4000);
    expect(told).toEqual(['stage-reached 0 1/3']);
    vi.advanceTimersByTime(1000);
    expect(told.at(-1)).toBe('timed-out 0');
  });

  it('says nothing of what is finished or dead, and leaves no timer', () => {
    const { knock, memory, told } = startMemory();
    knock('3333,4444:udp,5555');
    knock('3333,5555', '127.0.0.2');
    told.length = 0;
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    knock('3333');
    memory.forgetAll();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is bounded', () => {
    const { knock } = startMemory();
    for (let visitor = 0; visitor < 1000; visitor += 1) knock('3333', `127.0.${visitor >> 8}.${visitor & 255}`);
    expect(vi.getTimerCount()).toBe(64);
  });
});
