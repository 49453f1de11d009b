const longestStem = 80;
/** Names that Windows keeps for devices, with whatever ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * A file name for an exported profile that every file system takes.
 * @param name of the profile, any printable text
 * @param isTaken whether there is such a file already; it is asked for names that differ in more than their case
 */
export function exportFileName(name: string, isTaken: (fileName: string) => boolean = () => false): string {
  const stem = fileStem(name);
  for (let number = 1; ; number += 1) {
    const fileName = number === 1 ? `${stem}.json` : `${stem} (${number}).json`;
    if (!isTaken(fileName)) return fileName;
  }
}

function fileStem(name: string): string {
  const plain = name
    .normalize('NFC')
    // Separators, what Windows forbids, and what cannot be seen.
    .replaceAll(/[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu, '-')
    .replaceAll(/\s+/g, ' ');
  // A leading dot hides a file, a leading dash is an option, and Windows drops dots and blanks at the end.
  const clipped = [...plain]
    .slice(0, longestStem)
    .join('')
    .replace(/^[\s.-]+/, '')
    .replace(/[\s.-]+$/, '');
  if (clipped === '') return 'profile';
  return reserved.test(clipped.split('.')[0] ?? '') ? `profile ${clipped}` : clipped;
}
