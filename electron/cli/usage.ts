import { Failure } from '../shared/failure.ts';

/** Where `dataFolderOf` puts it, as a person of that system writes it. */
const dataFolders: { readonly [platform in NodeJS.Platform]?: string } = {
  darwin: '~/Library/Application Support/Portcullis',
  win32: '%LOCALAPPDATA%\\Portcullis Data',
};

/** What `--help` prints. */
export const usageOn = (
  platform: NodeJS.Platform,
) => `Portcullis opens the gate of a server that waits for knocks, connects, and shuts the gate again.

  portcullis connect [PROFILE] [--run COMMAND] [--identity FILE] [--accept-new] [--secrets-fd N]
                     [--use-last] [--json]
      Opens the gate, runs COMMAND or a shell on this terminal, and shuts the gate when the last session is over.
      The exit status is the command's. Without PROFILE: a shell on the practice gate.
  portcullis open PROFILE [--json]      Opens the gate and leaves it open, held by hand.
  portcullis close PROFILE [--mine] [--json]
      Shuts the gate, however often a closing is lost. Where others may use it from the same address only as often as it was
      opened; --mine says that nobody else does. With --forget: only strikes it out of the journal.
  portcullis check PROFILE [--json]     Rehearses: is it shut, does it open, does it shut again?
  portcullis one-time PROFILE [--next N]
      Shows where the profile's list of one-time sequences stands, or moves it to N. Before the last sequence of a list is
      used connect, open and check ask (knockd 0.8 crashes with it); without a terminal they want --use-last.
  portcullis practice [--json]          Shows the main job on a practice gate inside this program.
  portcullis knock [-u] [-d MS] [-4|-6] [-v] HOST STEP…
      Sends knocks only, as knock(1) does. STEP is PORT, PORT:tcp or PORT:udp.

PROFILE is a file in the export format (JSON). One that names another as its way in ("via": "bastion" for bastion.json
beside it) is reached by way of that one's host, gate by gate: connect and close do it. Passwords and codes are asked for on the terminal; without one they come
from the program in SSH_ASKPASS, or from file descriptor N: a line {"kind":"password","host":"web.example","value":"…"} for
each, or a bare answer where the profile names one way to log in and no jump host. No argument ever holds a secret.
In a shell ~. at the beginning of a line ends the session.

Exit status: the command's; 2 wrong usage; 254 the command succeeded and the gate could not be seen shut; 255 failure.
What is open is noted in ${dataFolders[platform] ?? '~/.local/state/portcullis'} (or PORTCULLIS_HOME);
what a killed process left open is shut at the next start.
`;

/** A command line that cannot be understood; told in one line, exit status 2. */
export function usageFailure(message: string): Failure {
  return new Failure('usage', message);
}
