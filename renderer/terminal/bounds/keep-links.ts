import type { Terminal } from '@xterm/xterm';
import { coreOf, type LinkData } from './xterm-core.ts';

/** A server may offer more: the oldest are then plain text. */
const mostLinks = 2000;
/** Longer ones are not opened. */
const longest = 4096;
const noLink = 0;

/**
 * Keeps a server's links (OSC 8) without following their lines: xterm.js puts a marker on each line of each, looks through them
 * at each letter of a link, and moves all of them at each line that scrolls.
 */
export function keepLinks(terminal: Terminal): void {
  const links = new Map<number, LinkData>();
  const ids = new Map<string, number>();
  let lastId = 0;
  const service = coreOf(terminal)._oscLinkService;
  service.addLineToLink = () => {};
  service.getLinkData = (id) => links.get(id);
  service.registerLink = (data) => {
    // Parts with one id are one link, wherever they stand.
    const key = `${data.id ?? ''};${data.uri}`;
    if (key.length > longest) return noLink;
    const known = ids.get(key);
    if (known !== undefined) return known;
    lastId += 1;
    links.set(lastId, data);
    ids.set(key, lastId);
    const oldest = links.size > mostLinks ? links.entries().next().value : undefined;
    if (oldest !== undefined) {
      links.delete(oldest[0]);
      ids.delete(`${oldest[1].id ?? ''};${oldest[1].uri}`);
    }
    return lastId;
  };
}
