import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { editedChannel } from '../../../../../electron/core/gatehouse/sessions/edited-channel.ts';

/** A channel without a terminal; what is typed, what goes to the server, and what the screen shows behind the notice. */
function played() {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const channel = editedChannel({
    ...{ input, output, errors, hasTerminal: false },
    resize: () => undefined,
    ended: Promise.resolve({}),
  });
  let [sent, screen] = ['', ''];
  input.on('data', (data) => {
    sent += String(data);
  });
  for (const stream of [channel.output, channel.errors]) {
    stream.on('data', (data) => {
      screen += String(data);
    });
  }
  const settled = async () => {
    await setImmediate();
    await setImmediate();
    return { sent, shown: screen.slice(screen.indexOf('\r\n') + 2) };
  };
  return { channel, input, output, errors, settled, screen: () => screen };
}

test('it is said, and a line goes to the server with Enter, echoed and edited', async () => {
  const { channel, settled, screen } = played();
  channel.input.write('ls -');
  expect(await settled()).toEqual({ sent: '', shown: 'ls -' });
  channel.input.write('\u007fl\u001b[A你\u007f\r');
  expect(await settled()).toEqual({ sent: 'ls l\n', shown: 'ls -\b \bl你\b \b\b \b\r\n' });
  expect(screen()).toContain('no terminal for this account');
});

test('nothing is erased before the beginning of a line, Ctrl-C drops one, and Ctrl-D ends the input', async () => {
  const { channel, input, settled } = played();
  channel.input.write('\u007frm -rf\u0003\u0004');
  expect(await settled()).toEqual({ sent: '', shown: 'rm -rf^C\r\n' });
  expect(input.writableEnded).toBe(true);
});

test('a character in pieces is one', async () => {
  const { channel, settled } = played();
  for (const byte of Buffer.from('é\r')) channel.input.write(Buffer.of(byte));
  expect(await settled()).toEqual({ sent: 'é\n', shown: 'é\r\n' });
});

test('lines of the server begin at the left, once', async () => {
  const { output, errors, settled } = played();
  output.write('one\ntwo\r');
  output.write('\n');
  await setImmediate();
  errors.write('three\n');
  expect((await settled()).shown).toBe('one\r\ntwo\r\nthree\r\n');
});
