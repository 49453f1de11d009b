// The long proofs: tests that draw many cases. `npm test` runs a sample of each, `npm run test:long` the whole.

/**
 * What each proof proves, and the files of its test: a part of their path, or several in one suite. The test asks `proof` in
 * test/support for its size, by the name that it has here.
 * - `rows`: its cases are tests, each another row of a table. CI runs them all, always.
 * - `files`: `npm test` draws two of five of its files, and always those named here; CI runs them all.
 * - `isTooLongForCi`: more than five minutes, beside all tests.
 * @type {{ [name: string]: { what: string, filter: string | string[], rows?: true, files?: { always: string[] }, isTooLongForCi?: true } }}
 */
export const proofs = {
  'hostile-input': {
    what: 'Sequences, profiles, known_hosts and hosts that nobody should write: accepted and kept, or refused with a reason',
    filter: 'test/unit/hostile-input',
  },
  'knockd-model': {
    what: 'Our model of knockd and knockd 0.8 agree after every knock, for drawn pairs of doors, from every state',
    filter: 'test/system/knockd-model',
  },
  'knock-count': {
    what: 'Each knock is one packet, in order, at each kind of firewall',
    filter: 'test/system/knock-count',
  },
  kills: {
    what: 'A SIGKILL at a drawn instant of a connect: the next start leaves no rule',
    filter: 'test/system/kills',
  },
  'slow-doors': {
    what: 'Doors whose command takes 0 to 20 s, a command, and a signal at a drawn instant: nothing open unsaid, nothing forgotten',
    filter: 'test/system/slow-doors',
    isTooLongForCi: true,
  },
  'many-sessions': {
    what: 'Up to 20 sessions at 5 gates of one host, opened and ended at random: every gate opened is shut, no knocks overlap',
    filter: 'test/system/many-sessions',
    isTooLongForCi: true,
  },
  'lossy-lines': {
    what: 'Connects at a known gate over a line that loses 5 % each way: in, and seen shut or said to be owed',
    filter: 'test/system/bad-lines',
    isTooLongForCi: true,
  },
  'bad-lines': {
    what: 'The same over a line that loses 20 % each way',
    filter: 'test/system/bad-lines',
    isTooLongForCi: true,
  },
  'first-visits': {
    what: 'The same at gates that nobody knows, with five connections in 30 s at most',
    filter: 'test/system/bad-lines',
    isTooLongForCi: true,
  },
  rekeys: {
    what: 'Uploads are whole where the server exchanges keys again: sshd, dropbear, two hops',
    filter: 'test/system/rekeys',
  },
  'login-matrix': {
    what: 'Where ssh logs in at a real sshd so do we: orders of methods, keys, agents, passwords and codes, few and many tries',
    filter: 'test/system/login-matrix',
    isTooLongForCi: true,
  },
  'hostile-servers': {
    what: 'Servers that send wrong packets, in each stage of a connection: no crash, no hang, told as what they did',
    filter: 'test/integration/session/fuzzed-servers',
  },
  causes: {
    what: 'Each cause for which a gate does not open, or a connect fails, is brought about, and among those that are named',
    filter: 'test/system/diagnosis-',
    rows: true,
  },
  gates: {
    what: 'A session behind each kind of firewall, family, protocol, login and jump host there is, and the bed itself with each',
    filter: ['test/system/main-job', 'test/system/bed.test', 'test/system/logins', 'test/system/jump-tools'],
    rows: true,
  },
  endings: {
    what: 'The gate is shut whichever signal comes, at whichever knock, and whoever else held it',
    filter: ['test/system/endings', 'test/system/closing-policies', 'test/system/jump-endings'],
    rows: true,
  },
  'strange-files': {
    what: 'No file that is none hangs the window, and it ends in every way while reads hang',
    filter: 'test/e2e/strange-files',
    rows: true,
  },
  'window-logins': {
    what: 'In the window somebody logs in at a real server with each kind of secret, typed or kept',
    filter: 'test/e2e-bed/connect',
    rows: true,
  },
  'page-heap': {
    what: "No password and no sequence is in the page's memory, whatever was done with them before",
    filter: 'test/e2e/secrets',
    rows: true,
  },
  'late-openings': {
    what: 'A gate that opens late is shut in the end, or said to be open, whichever command opened it and however that ends',
    filter: 'test/system/late-openings',
    rows: true,
  },
  barriers: {
    what: 'axe finds nothing in any screen and dialog, in both themes',
    filter: 'test/e2e/access',
    rows: true,
  },
  'heavy-output': {
    what: 'No text that a server writes makes the page work 20 times as long as plain bytes, or go through 10,000 turns of a loop',
    filter: 'test/e2e/heavy-output',
    isTooLongForCi: true,
  },
  'endless-output': {
    what: 'A terminal that is written to without end fills no memory and obeys Ctrl-C',
    filter: 'test/e2e-bed/endless-output',
  },
  window: {
    what: 'All that a person does in the window, over the practice gate and gates of its own',
    filter: 'test/e2e/',
    files: { always: ['test/e2e/practice.test.ts'] },
  },
  'window-at-gates': {
    what: 'The same at real gates: knockd, firewall and sshd',
    filter: 'test/e2e-bed/',
    files: { always: ['test/e2e-bed/connect.test.ts'] },
  },
  'real-servers': {
    what: 'Everything at real knockd, firewalls and OpenSSH in network namespaces',
    filter: 'test/system/',
    files: { always: ['test/system/main-job.test.ts', 'test/system/kills.test.ts'] },
  },
  'data-move': {
    what: "A SIGKILL at a drawn instant of the data's move on Windows: everything is in one place, and the next start goes on",
    filter: 'test/integration/data-move/processes',
  },
  'windows-rename': {
    what: "On Windows' Node a file is replaced under a reader that never rests, each time, and only ever read whole",
    filter: 'test/debian13/windows-rename',
  },
};

/** @param {string} name @returns {string} the suite of a proof: a folder in test/ */
export function suiteOf(name) {
  return [proofs[name].filter].flat()[0].split('/')[1];
}
