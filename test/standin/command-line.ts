/** What Electron's command line says; everything behind the app is the app's own. */
export interface CommandLine {
  /** A folder with a package.json, or a script. Missing where a packaged app brings its own. */
  readonly appPath: string | undefined;
  /** Scripts to be run before the app, from `-r`. */
  readonly preloads: readonly string[];
  /** The port of Node's inspector; 0 lets the system choose. */
  readonly inspectPort: number | undefined;
  /** Chromium's switches by name, without their dashes; those behind the app count too, as in Electron. */
  readonly switches: Map<string, string>;
}

const defaultInspectPort = 9229;

/**
 * Reads a command line as Electron's binary does.
 * @param words without the program's own name
 * @param mayNameApp false for a packaged app, which takes every word for itself
 */
export function parseCommandLine(words: readonly string[], mayNameApp: boolean): CommandLine {
  const preloads: string[] = [];
  const switches = new Map<string, string>();
  let appPath: string | undefined;
  let inspectPort: number | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const inspect = /^--inspect(?:-brk)?(?:=(?:.*:)?(\d+))?$/.exec(word);
    const preload = /^(?:-r|--require)(?:=(.*))?$/.exec(word);
    if (appPath === undefined && preload !== null) {
      const named = preload[1];
      if (named === undefined) index += 1;
      preloads.push(named ?? words[index] ?? '');
    } else if (appPath === undefined && inspect !== null) {
      inspectPort = Number(inspect[1] ?? defaultInspectPort);
    } else if (word.startsWith('--')) {
      const [name = '', ...value] = word.slice(2).split('=');
      switches.set(name, value.join('='));
    } else if (appPath === undefined && mayNameApp && !word.startsWith('-')) {
      appPath = word;
    }
  }
  return { appPath, preloads, inspectPort, switches };
}
