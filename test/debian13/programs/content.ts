/** Longer than one read of the reader, so that a half of one version and a half of another would show. */
const length = 20_000;

/** The text of one version of the file that is replaced. */
export function contentOf(version: number): string {
  return `${version} `.repeat(length).slice(0, length);
}

/** @returns the version that a text is, or undefined where it is no whole one */
export function versionOf(text: string): number | undefined {
  const version = Number.parseInt(text, 10);
  return text === contentOf(version) ? version : undefined;
}
