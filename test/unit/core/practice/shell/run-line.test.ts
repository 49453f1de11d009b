import { describe, expect, it } from 'vitest';
import { playShell } from './played-shell.ts';

describe('a command line', () => {
  it.each([
    ['echo a   b', 'a b\n'],
    [`echo 'a   b' "c  d" e\\ f`, 'a   b c  d e f\n'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's ${…} that is tried
    ['echo \'$HOME\' "$HOME" $HOME ${USER}s', '$HOME /home/guest /home/guest guests\n'],
    ['echo "\\"\\$x\\n" $', '"$x\\n $\n'],
    ['X="a  b"; echo $X; echo "$X"', 'a b\na  b\n'],
    ['X=$NOTHING; echo [$X] "" | wc -w', '1\n'],
    ['echo a; echo b # and no more', 'a\nb\n'],
    ['true && echo yes || echo no', 'yes\n'],
    ['false && echo yes || echo no', 'no\n'],
    ['false; echo $?; echo $?', '1\n0\n'],
    ['echo a | cat | cat', 'a\n'],
    ['echo ~ ~/notes a~', '/home/guest /home/guest/notes a~\n'],
    ['cd notes; echo k*.txt [k]* *.none "*"', 'knocking.txt [k]* *.none *\n'],
    ['echo /etc/m*d notes/t?rminal.*', '/etc/motd notes/terminal.txt\n'],
    ['yes | head -n 2', 'y\ny\n'],
    ['seq 1 200000 | tail -n 1', '200000\n'],
    ['yes ab | head -n 100000 | wc', '100000 100000 300000\n'],
  ])('%s', async (line, expected) => {
    expect(await playShell().says(line)).toBe(expected);
  });

  it.each([
    ['echo "a', 2, 'a " has no end'],
    ["echo 'a", 2, "a ' has no end"],
    ['echo a |', 2, 'a command is missing beside |'],
    ['&& echo', 2, 'a command is missing beside &&'],
    ['echo a &&', 2, 'a command is missing beside'],
    ['sleep 1 &', 2, 'jobs in the background'],
    ['echo $(ls)', 2, '$(…) is not part'],
    ['echo `ls`', 2, '`…` is not part'],
    ['echo >', 2, 'a file is missing after >'],
    ['(ls)', 2, 'is not understood'],
    ['nothing', 127, 'shell: nothing: command not found'],
    ['"a\u001b[2Jb"', 127, 'shell: a?[2Jb: command not found'],
    [`echo ${'x'.repeat(4100)}`, 2, 'the line is too long'],
    ['cat none', 1, 'cat: none: No such file or directory'],
    ['cat < none', 1, 'shell: No such file or directory'],
    ['ls -x', 2, 'unknown option -x'],
    ['exit a', 2, 'a whole number is needed'],
  ])('%s fails', async (line, status, message) => {
    const result = await playShell().run(line);
    expect(result).toMatchObject({ status });
    expect(result.text).toContain(message);
  });

  it('writes to files, appends, reads them and parts its errors', async () => {
    const { says } = playShell();
    await says('echo a > f; echo b >> f; none 2> e; none > /dev/null 2>&1');
    expect(await says('cat f; cat < f; cat e')).toBe('a\nb\na\nb\nshell: none: command not found\n');
    expect(await says('echo x > /etc/motd')).toBe('shell: Permission denied\n');
  });

  it('ends with 130 when it is interrupted, whatever it does', async () => {
    for (const line of ['sleep 100; echo more', 'yes | cat | wc', 'yes > /dev/null', 'seq 1 9000000000 | grep none']) {
      const { run } = playShell();
      const interruption = new AbortController();
      const running = run(line, { signal: interruption.signal });
      setImmediate(() => setImmediate(() => interruption.abort()));
      expect(await running).toEqual({ text: '', status: 130 });
    }
  });

  it('lets everything else have its turn', async () => {
    const { run } = playShell();
    const interruption = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
      if (turns === 5) interruption.abort();
    }, 1);
    await run('seq 1 9000000000 | grep 1 | cat | grep 2 | wc -l', { signal: interruption.signal });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('does not grow without bounds', async () => {
    const { run } = playShell();
    await run('A=0123456789; A=$A$A$A$A$A$A$A$A$A$A');
    for (let time = 0; time < 5; time += 1) await run('A=$A$A$A$A');
    expect((await run('echo $A | wc -c')).text).toBe('1601\n');
    expect(await run(`echo ${'$A'.repeat(1000)}`)).toMatchObject({ status: 126 });
    for (let name = 0; name < 100; name += 1) await run(`V${name}=x`);
    expect((await run('env | wc -l')).text).toBe('64\n');
  });
});
