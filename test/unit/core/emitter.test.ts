import { expect, it } from 'vitest';
import { createEmitter } from '../../../electron/core/emitter.ts';

it('tells everybody who listens, in order, until they end it', () => {
  const { emit, listen } = createEmitter<number>();
  const heard: string[] = [];
  const hear = (event: number) => heard.push(`first ${event}`);
  const stopOnce = listen(hear);
  listen(hear);
  listen((event) => heard.push(`second ${event}`));
  emit(1);
  stopOnce();
  stopOnce();
  emit(2);
  expect(heard).toEqual(['first 1', 'first 1', 'second 1', 'first 2', 'second 2']);
});

it('goes on when a listener throws, and the mistake is not swallowed', async () => {
  const { emit, listen } = createEmitter<string>();
  const heard: string[] = [];
  listen(() => {
    throw new Error('a bug of its owner');
  });
  listen((event) => heard.push(event));
  const [before] = [process.listeners('uncaughtException')];
  process.removeAllListeners('uncaughtException');
  const uncaught = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
  try {
    emit('shut');
    expect(heard).toEqual(['shut']);
    expect((await uncaught).message).toBe('a bug of its owner');
  } finally {
    for (const listener of before) process.on('uncaughtException', listener);
  }
});
