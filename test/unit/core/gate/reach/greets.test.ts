import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { greets } from '../../../../../electron/core/gate/reach/greets.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { listenTcp } from '../../../../support/loopback.ts';

async function connected(onConnection: (socket: Socket) => void): Promise<Socket> {
  const { port } = await listenTcp(onConnection);
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('whoever takes a connection', () => {
  it('has greeted when it says something, which stays to be read', async () => {
    const socket = await connected((one) => void one.write('SSH-2.0-x\r\n'));
    expect(await greets(socket, 5000)).toBe(true);
    const [said] = await once(socket, 'data');
    expect(String(said)).toBe('SSH-2.0-x\r\n');
  });

  it('has not when it hangs up', async () => {
    expect(await greets(await connected((one) => void one.end()), 5000)).toBe(false);
  });

  it('nor when it says nothing in time, and may still speak then', async () => {
    let other: Socket | undefined;
    const socket = await connected((one) => {
      other = one;
    });
    expect(await greets(socket, 20)).toBe(false);
    const said = once(socket, 'data');
    other?.write('late');
    expect(String(await said)).toBe('late');
  });

  it('is not waited for once that is cancelled', async () => {
    const cancel = new AbortController();
    const waiting = greets(await connected(() => undefined), 5000, cancel.signal);
    cancel.abort();
    expect((await failureOf(waiting)).code).toBe('cancelled');
  });
});
