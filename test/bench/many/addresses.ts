/** The addresses of the stand-in gates, on loopback. */
export function addressOf(index: number): string {
  return `127.7.${Math.floor(index / 250)}.${1 + (index % 250)}`;
}
