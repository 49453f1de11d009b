import { describe, expect, it } from 'vitest';
import { commands } from '../../../../../electron/core/practice/shell/commands.ts';
import { playShell } from './played-shell.ts';

describe('the commands', () => {
  it('list folders', async () => {
    const { says } = playShell();
    expect(await says('ls')).toBe('notes/  welcome.txt\n');
    expect(await says('cd notes; ls -1 | head -n 2')).toBe('knocking.txt\nletters.txt\n');
    expect(await says('touch .hidden; ls; ls -a')).toMatch(/^knocking.*\n\.\/ {2}\.\.\/ {2}\.hidden {2}knocking/);
    expect(await says('ls -l /etc/hostname')).toMatch(
      /^-rw-r--r-- guest guest {8}9 \d{4}-\d\d-\d\d \d\d:\d\d .*hostname\n$/,
    );
    expect(await says('ls none ~')).toBe('ls: none: No such file or directory\n/home/guest:\nnotes/  welcome.txt\n');
  });

  it('go through folders', async () => {
    const { says } = playShell();
    expect(await says('pwd; cd notes; pwd; cd ..; pwd; cd /; pwd; cd; pwd; cd -; cd ../../../..; pwd')).toBe(
      '/home/guest\n/home/guest/notes\n/home/guest\n/\n/home/guest\n/\n',
    );
    expect(await says('cd welcome.txt; cd ~/welcome.txt')).toContain(
      'No such file or directory\ncd: /home/guest/welcome.txt: Not a',
    );
  });

  it('make, copy, move and remove', async () => {
    const { says, run } = playShell();
    expect(await says('mkdir a/b')).toContain('No such file or directory');
    expect(await says('mkdir -p a/b; echo 1 > a/one; cp -r a c; mv c/one c/b/two; ls c c/b; cat c/b/two')).toBe(
      'c:\nb/\nc/b:\ntwo\n1\n',
    );
    expect(await says('cp -r a a/b; ls a/b/a')).toBe('b/  one\n');
    expect(await says('mv a a/b')).toContain('cannot be moved into itself');
    expect(await says('cp a x; rm a; rmdir a; mv a/one /etc')).toMatch(
      /cp -r copies it.*Is a directory.*not empty.*Permission denied/s,
    );
    expect(await says('rm -r a c; rm -f none; ls')).toBe('notes/  welcome.txt\n');
    expect(await run('rm -r ~ /')).toMatchObject({ status: 1 });
    expect(await says('cd /; ls')).toBe('etc/  home/  tmp/\n');
  });

  it('cut and count text', async () => {
    const { says } = playShell();
    expect(await says('seq 5 | tail -n 2; seq 3 1; seq 9 -4 1; seq 5 | head -2')).toBe('4\n5\n9\n5\n1\n1\n2\n');
    expect(await says('echo -n ab > f; tail -n 1 f; tail -n 5 f; head f; tail -n 0 f')).toBe('ababab');
    expect(await says('echo "x" > g; echo >> g; echo >> g; tail -n 2 g | wc -l; tail -n 3 g | wc -l')).toBe('2\n3\n');
    expect(await says('echo "ä ö" > u; wc u; wc -c < u')).toBe('1 2 6 u\n6\n');
    expect(await says('head -n 1 u g')).toBe('==> u <==\nä ö\n==> g <==\nx\n');
    expect(await says('grep -i WELCOME welcome.txt; grep -c Run u welcome.txt; grep -v x g | wc -l')).toBe(
      'Welcome.\nu:0\nwelcome.txt:1\n2\n',
    );
    expect(await says('echo .. | grep "." | grep -c ".*"; echo $?')).toBe('0\n1\n');
  });

  it('tell about this place', async () => {
    const { says } = playShell();
    expect(await says('whoami; hostname; id; uname; uname -n; uname -a')).toBe(
      'guest\npractice\nuid=1000(guest) gid=1000(guest) groups=1000(guest)\nPractice\npractice\nPractice practice 1.0 memory\n',
    );
    expect(await says('date')).toMatch(/ UTC\n$/);
    expect(await says('uptime')).toMatch(/up for \d s/);
    expect(await says('gate; about')).toBe('about the gate\nabout the gate\n');
    expect(await says('A=b; printenv A; printenv B; echo $?; env | grep HOME')).toBe('b\n1\nHOME=/home/guest\n');
    for (const name of commands.keys()) expect(await says('help')).toContain(`  ${name}`);
  });

  it('leave with a status', async () => {
    for (const [line, status] of [
      ['exit 3', 3],
      ['exit 300', 44],
      ['false; exit', 1],
      ['logout', 0],
    ] as const) {
      const { shell, run } = playShell();
      expect(await run(`${line}; echo not this`)).toEqual({ text: '', status });
      expect(shell.leavingWith).toBe(status);
    }
  });

  it('meet the end of the disk', async () => {
    const { says } = playShell({ maximumBytes: 10_000, maximumNodes: 20 });
    expect(await says('yes > f')).toBe('yes: No space left on device\n');
    expect(await says('none 2>> f; echo still here')).toBe('still here\n');
    expect(await says('rm f; yes | head -n 1000 > f; wc -c f')).toBe('2000 f\n');
    expect(await says('mkdir -p 1/2/3/4/5/6/7/8/9/a/b/c')).toContain('No space left on device');
    expect(await says('rm -r 1; mkdir 1; ls')).toBe('1/  f  notes/  welcome.txt\n');
  });
});
