/** What came back to a dial, by what it says of the way there. */
export type Answer = 'silence' | 'answered' | 'accepted' | 'refused' | 'unreachable' | 'denied';

/**
 * Sorts an answer of the timeline. Firewalls reject in several ways (measured on Linux): a reset or port-unreachable is
 * ECONNREFUSED, prohibited and unreachable hosts EHOSTUNREACH, nets ENETUNREACH, protocols ENOPROTOOPT, and over IPv6
 * prohibited is EACCES, which over IPv4 only this computer itself says.
 */
export function answerOf(answer: string, family: 4 | 6 | undefined): Answer {
  switch (answer) {
    case 'silence':
    case 'answered':
    case 'accepted':
      return answer;
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return 'refused';
    case 'EPERM':
      return 'denied';
    case 'EACCES':
      return family === 6 ? 'unreachable' : 'denied';
    default:
      return 'unreachable';
  }
}
