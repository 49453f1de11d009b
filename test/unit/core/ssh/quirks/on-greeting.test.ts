import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { onGreeting } from '../../../../../electron/core/ssh/quirks/on-greeting.ts';

/** Lets a server say something in pieces; gives how often it was taken for a greeting, and what another reader got. */
async function heard(...pieces: readonly string[]) {
  const connection = new PassThrough();
  let greetings = 0;
  let read = '';
  connection.pause();
  onGreeting(connection, () => {
    greetings += 1;
  });
  connection.on('data', (data) => {
    read += String(data);
  });
  connection.resume();
  for (const piece of pieces) await new Promise((resolve) => connection.write(piece, resolve));
  await new Promise((resolve) => setImmediate(resolve));
  return { greetings, read, listeners: connection.listenerCount('data') };
}

test('the first line of an SSH server is heard once, also in pieces and after other lines', async () => {
  expect(await heard('SSH-2.0-OpenSSH_9.2\r\n', 'SSH-2.0-again\r\n')).toMatchObject({ greetings: 1, listeners: 1 });
  expect(await heard('welcome\r\nSS', 'H-2.0-x', '\r\n')).toMatchObject({ greetings: 1 });
});

test('the other reader misses nothing', async () => {
  expect((await heard('SSH-2.0-x\r\n', 'more')).read).toBe('SSH-2.0-x\r\nmore');
});

test('a line that is not whole, another protocol and endless chatter are no greeting', async () => {
  expect((await heard('SSH-2.0-x')).greetings).toBe(0);
  expect((await heard('HTTP/1.1 400 Bad Request\r\n')).greetings).toBe(0);
  expect(await heard('x'.repeat(9000), '\nSSH-2.0-x\r\n')).toMatchObject({ greetings: 0, listeners: 1 });
});
