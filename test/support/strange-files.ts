import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, realpathSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';

interface Kind {
  /** What is said of it after its name. */
  readonly said: string | RegExp;
  readonly make: (path: string, servers: Server[]) => void | Promise<void>;
  /** Where there is one anyway, and the only one that works as it should. */
  readonly at?: string;
}

/** Whoever is not root makes no device: a link leads to one there. */
const device = (at: string, major: string, minor: string): Kind => ({
  said: 'is a device, not a file',
  make: (path) => {
    if (process.getuid?.() === 0) execFileSync('mknod', [path, 'c', major, minor]);
    else symlinkSync(at, path);
  },
  at,
});

const kinds: Readonly<Record<string, Kind>> = {
  'a pipe that nobody writes to': {
    said: 'is a pipe, not a file',
    make: (path) => void execFileSync('mkfifo', [path]),
  },
  'a device that makes a terminal': device('/dev/ptmx', '5', '2'),
  'a device without an end': device('/dev/zero', '1', '5'),
  'a folder': { said: 'is a folder', make: (path) => void mkdirSync(path) },
  'a socket': {
    said: 'is a socket, not a file',
    make: (path, servers) =>
      new Promise((resolve) => servers.push(createServer((socket) => socket.destroy()).listen(path, resolve))),
  },
  '200 MB that take no place': {
    said: /is larger than \d+ [KM]iB/,
    make: (path) => {
      const file = openSync(path, 'w', 0o600);
      ftruncateSync(file, 200_000_000);
      closeSync(file);
    },
  },
};

/** What is met where a file is looked for, by name: each kind, and a link to each. */
export const strangeFiles = Object.keys(kinds).flatMap((name) => [name, `a link to ${name}`]);

/** Makes strange files, and takes away what holds them. */
export interface StrangeFileMaker {
  /** @returns what is said of it after its name, where links are followed and where none is */
  make(name: string, path: string): Promise<{ readonly followed: string | RegExp; readonly refused: string | RegExp }>;
  /** The files themselves go with their folder. */
  stop(): Promise<void>;
}

export function strangeFileMaker(): StrangeFileMaker {
  const servers: Server[] = [];
  let targets = 0;
  return {
    async make(name, path) {
      const isLink = name.startsWith('a link to ');
      const kind = kinds[name.replace('a link to ', '')];
      if (kind === undefined) throw new Error(`There is no ${name}.`);
      targets += 1;
      // Short: a socket's path has 107 characters at most.
      const target = isLink ? (kind.at ?? join(dirname(path), `to${targets}`)) : path;
      if (target !== kind.at) await kind.make(target, servers);
      if (isLink) symlinkSync(target, path);
      const isReallyLink = realpathSync(path) !== path;
      return { followed: kind.said, refused: isReallyLink ? 'is a link, and none is followed here' : kind.said };
    },
    stop: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
