/** Where a server is: its host, and its port where that is not SSH's own. */
export function placeWords({ host, port }: { readonly host: string; readonly port: number }): string {
  if (port === 22) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
