// Which ways of starting there are on this machine, the best first. Decides only; looks at nothing.

/**
 * The ways in order; the last one needs nothing. Each says in a line or two what it is, and why it is not a better one.
 * @param {object} machine what was found; what is missing is told as the end of a sentence
 * @param {boolean} machine.hasDisplay
 * @param {{ path: string } | { missing: string }} machine.electron its binary
 * @param {{ chromium: string } | { missing: string }} machine.standIn the browser for the trial window
 * @returns {{ way: 'electron' | 'stand-in' | 'practice', says: string }[]}
 */
export function waysToStart({ hasDisplay, electron, standIn }) {
  const run = 'This is the practice run in the terminal: the whole job on a practice gate inside the program.';
  if (!hasDisplay) return [{ way: 'practice', says: `${run}\nThere is no display for the window.` }];
  const ways = [];
  if ('path' in electron) ways.push({ way: 'electron', says: 'Starting Portcullis in Electron.' });
  const noElectron = 'missing' in electron ? `Electron is not here: ${electron.missing}.` : 'Electron did not start.';
  if ('chromium' in standIn) {
    const says = `This is a trial window in ${standIn.chromium}; tray and dialogs are missing from it.\n${noElectron}`;
    ways.push({ way: 'stand-in', says });
  }
  const noWindow =
    'missing' in standIn ? `A trial window cannot be shown: ${standIn.missing}.` : 'The window did not start.';
  const why = 'missing' in standIn ? `${noElectron} ${noWindow}` : noWindow;
  ways.push({ way: 'practice', says: `${run}\n${why}` });
  return ways;
}
