import type { FailureCode } from '../../electron/shared/failure.ts';

/** A failure's headline. The failure itself says what happened and what to do; this names it. */
export const failureTitles: Readonly<Record<FailureCode, string>> = {
  usage: 'That cannot be done',
  'sequence-invalid': 'The sequence cannot be read',
  'host-invalid': 'The host cannot be used',
  'profile-unreadable': 'The profile cannot be read',
  'profile-invalid': 'The profile cannot be used',
  'profile-newer': 'The profile is from a newer Portcullis',
  'name-unknown': 'The host was not found',
  'local-network': 'This computer cannot reach the network',
  cancelled: 'Cancelled',
  'gate-stayed-shut': 'The gate did not open',
  'one-time-last': 'Only the last sequence is left',
  'one-time-used-up': 'All one-time sequences are used',
  'nothing-listens': 'The gate is open, and nobody is at home',
  'other-network': 'You are on another network',
  'way-in-invalid': 'The way in cannot be used',
  'way-in-needed': 'The gate is behind a jump host',
  'hop-unusable': 'The jump host cannot go on',
  'connection-lost': 'The connection was lost',
  'not-ssh': 'That is no SSH server',
  'handshake-failed': 'No common language with the server',
  'host-key-unknown': 'The host key was not accepted',
  'host-key-changed': 'The host key has changed',
  'host-key-revoked': 'The host key is revoked',
  'known-hosts-unreadable': 'The known hosts cannot be read',
  'key-unusable': 'The key cannot be used',
  'agent-unusable': 'The SSH agent cannot be used',
  'login-refused': 'The server did not let you in',
  'login-timeout': 'The server stopped answering',
  'shell-refused': 'The server refused a shell',
  'gate-still-open': 'The gate is still open',
  'gate-state-unknown': 'Nobody can say whether the gate is shut',
  'data-folder-unusable': 'The data folder cannot be used',
  'journal-damaged': 'The journal of gates is damaged',
  'secrets-unusable': 'What is kept cannot be decrypted',
  'practice-unusable': 'The practice gate cannot start',
  internal: 'Something unexpected went wrong',
};

/** What a failure of a connect means for the person and the gate, in a sentence; undefined where the message says it all. */
export const failureMeanings: Readonly<Partial<Record<FailureCode, string>>> = {
  'name-unknown': 'Nothing was knocked: without an address there is no gate to knock at.',
  'local-network': 'The knocks did not leave this computer, or not all of them.',
  'gate-stayed-shut':
    'The knocks left this computer, and the port behind the gate stayed as it was: they did not arrive as the daemon expects them, or nobody listens for them.',
  'one-time-last': 'Nothing was knocked. The gate is as it was.',
  'one-time-used-up': 'The list of the profile is at its end, so there is nothing to knock.',
  'nothing-listens': 'The knocks worked: the firewall let the connection through, and the server itself refused it.',
  'other-network': 'The same address may be somebody else’s machine here. Nothing was knocked.',
  'not-ssh': 'The gate opened, and something else than SSH stands behind it.',
  'host-key-changed':
    'Either the server was set up anew, or somebody stands between you and it. No password and no key was sent.',
  'host-key-revoked': 'The key is known to have fallen into wrong hands. No password and no key was sent.',
  'login-refused': 'The gate opened and the server answered; it is the login that failed.',
  'connection-lost': 'The session is over; its gate is shut as soon as the host can be asked.',
};
