import { expect, test } from 'vitest';
import { connectMark } from '../../../../renderer/sessions/connect-mark.ts';
import { dial, knock, leg, madeSession, opened, resolved } from './made-session.ts';

const failed = { kind: 'failed', failure: { code: 'gate-stayed-shut', message: 'No.' } } as const;

test('each knock that has left lights its part', () => {
  const { state, knocked } = connectMark(madeSession({ timeline: [resolved, knock(5, 1), knock(9, 2)] }));
  expect(state).toBe('moving');
  expect(knocked).toBeCloseTo(2 / 3);
});

test('it pulses while everything is sent and nothing answers, and not during a second knocking', () => {
  const sent = [knock(5, 1), knock(9, 2), knock(13, 3), dial(15)];
  expect(connectMark(madeSession({ timeline: sent })).isDialling).toBe(true);
  expect(connectMark(madeSession({ timeline: [...sent, knock(900, 1)] })).isDialling).toBe(false);
});

test('it rises only when the gate has really opened', () => {
  expect(connectMark(madeSession({ timeline: [knock(5, 3), opened] })).state).toBe('open');
});

test('a gate that stayed shut, or whose state nobody knows, is stuck', () => {
  expect(connectMark(madeSession({ state: 'ended', end: failed })).state).toBe('stuck');
  const ending = { kind: 'unknown', message: 'Nobody can say.' } as const;
  expect(connectMark(madeSession({ state: 'ended', timeline: [opened], end: failed, ending })).state).toBe('stuck');
});

test('a login that failed leaves the gate open until it is seen shut', () => {
  const half = madeSession({ state: 'ending', timeline: [opened], end: failed });
  expect(connectMark(half).state).toBe('open');
  expect(connectMark({ ...half, state: 'ended', ending: { kind: 'shut' } }).state).toBe('shut');
});

test('on a way by jump hosts only the last gate raises it', () => {
  const passed = [leg(1, 'bastion'), knock(1, 3), opened];
  expect(connectMark(madeSession({ timeline: passed })).state).toBe('moving');
  const further = [...passed, leg(2, 'db'), knock(2, 1)];
  expect(connectMark(madeSession({ timeline: further })).knocked).toBeCloseTo(1 / 3);
  expect(connectMark(madeSession({ timeline: [...further, opened] })).state).toBe('open');
});
