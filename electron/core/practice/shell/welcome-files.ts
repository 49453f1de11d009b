/** The files of a fresh practice gate, by absolute path. */
export const welcomeFiles: Readonly<Record<string, string>> = {
  '/etc/motd': `
  This is the practice gate. It was shut; your knocks opened it.
  Nothing here reaches the machine: files, commands and shell live in memory.

  cat welcome.txt   where to begin
  help              every command
  exit              leave, and watch the gate shut

`,
  '/etc/hostname': 'practice\n',
  '/home/guest/welcome.txt': `Welcome.

You are logged in behind a gate that answered nobody a moment ago.

Three things to try:
  1. Run "gate". It tells what stands between you and this shell.
  2. Open a second session to the same gate. It is open, so nothing is knocked again.
  3. Leave with "exit". After the last session the closing sequence is knocked.

The notes folder explains the rest: ls notes
`,
  '/home/guest/notes/knocking.txt': `How knocking works

A server lets no stranger reach its SSH port. A small daemon watches which ports are tried, and in which order.
Whoever tries the right ports in the right order is let in; everyone else sees a closed port.

Knocking hides a door. It does not lock it: host key and password still do that.
`,
  '/home/guest/notes/mistakes.txt': `What goes wrong, and how it looks

A step twice, or two steps in the wrong order: the daemon drops the attempt. The gate stays shut.
Too slow: after the timeout the daemon forgets a half-done sequence.
A lost packet: the next sequence finishes the old attempt in the wrong place. Knock again, or wait.

In this gate all of it happens on this machine, so you can try each on purpose.
`,
  '/home/guest/notes/terminal.txt': `For the terminal

yes                 endless lines; Ctrl-C ends them
seq 1 100000        many lines; scroll and search in them
sleep 60            a command that waits; Ctrl-C ends it
printenv TERM       what the terminal calls itself
cat notes/letters.txt
`,
  '/home/guest/notes/letters.txt': `Latin      The quick brown fox jumps over the lazy dog
Accents    Zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich
Greek      Ξεσκεπάζω την ψυχοφθόρα βδελυγμία
Cyrillic   Съешь ещё этих мягких французских булок
Wide       東京の夜明け, 한글, 中文
Pictures   🚪 🔑 🏰
Boxes      ┌──┬──┐ │  │  │ └──┴──┘
`,
};
