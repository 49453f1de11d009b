/** What is said when a firewall is seen to count new connections. */
export const countsDialsWords =
  'the firewall there seems to count new connections: from now on one a session, and at most three a minute';
