/**
 * What the page may load, and from where: only itself, and nothing by script. xterm.js makes style elements, hence
 * `unsafe-inline` for styles.
 * @param forDevelopment lets the page run Vite's inline preamble and listen to its server for changes
 */
export function contentSecurityPolicy({ forDevelopment }: { readonly forDevelopment: boolean }): string {
  return [
    "default-src 'none'",
    `script-src 'self'${forDevelopment ? " 'unsafe-inline'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    `connect-src ${forDevelopment ? "'self' ws://localhost:*" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
