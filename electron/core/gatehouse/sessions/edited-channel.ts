import { Transform, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { cellWidth, charactersOf } from '../../practice/terminal/cell-width.ts';
import type { SshChannel } from '../../ssh/ssh-channel.ts';

/** Nobody types a longer line, and what is pasted is cut into lines. */
const longestLine = 65_536;
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys without a character of their own begin with ESC
const functionKey = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?/g;
const notice =
  '\u001b[2m── no terminal for this account: lines are edited here, and go to it with Enter ──\u001b[0m\r\n';

/**
 * Does what a server's terminal would do where it gives an account none (`restrict`, `no-pty`, `PermitTTY no`): echoes what is
 * typed, lets a line be edited and sends it with Enter, and ends lines as a screen wants it. Ctrl-C drops a line, Ctrl-D at
 * the beginning of one ends the input.
 */
export function editedChannel(channel: SshChannel): SshChannel {
  const output = onScreen();
  const errors = onScreen();
  channel.output.pipe(output);
  channel.errors.pipe(errors);
  const show = (text: string) => {
    if (!output.readableEnded && !output.destroyed) output.push(text);
  };
  show(notice);

  let line: string[] = [];
  const press = (key: string) => {
    switch (key) {
      case '\r':
      case '\n':
        show('\r\n');
        channel.input.write(`${line.join('')}\n`);
        line = [];
        break;
      case '\u007f':
      case '\b':
        show('\b \b'.repeat(line.length === 0 ? 0 : cellWidth(line.pop() ?? '')));
        break;
      case '\u0003':
        show('^C\r\n');
        line = [];
        break;
      case '\u0004':
        if (line.length === 0) channel.input.end();
        break;
      default:
        if (key < ' ' || line.length >= longestLine) break;
        show(key);
        line.push(key);
    }
  };
  const decoder = new StringDecoder('utf8');
  const input = new Writable({
    write(bytes: Buffer, _encoding, done) {
      for (const key of charactersOf(decoder.write(bytes).replaceAll(functionKey, ''))) press(key);
      done();
    },
  });
  return { ...channel, input, output, errors };
}

/** A screen's cursor goes back to the left only where it is told to. */
function onScreen(): Transform {
  let last = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes: number[] = [];
      for (const byte of chunk) {
        if (byte === 0x0a && last !== 0x0d) bytes.push(0x0d);
        bytes.push(byte);
        last = byte;
      }
      done(null, Buffer.from(bytes));
    },
  });
}
