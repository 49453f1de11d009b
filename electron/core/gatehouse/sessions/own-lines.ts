// DECSC, or leaving the alternate screen would put the cursor back to where nobody was: over text that must stay.
const keepCursor = '\u001b7';
// Back from the alternate screen, without mouse, bracketed paste, application keys and colours; the text stays.
const leaveModes =
  '\u001b[?1049l\u001b[?9;1000;1002;1003;1004;1005;1006;1015;1016l\u001b[?2004l\u001b[!p\u001b[?1l\u001b>\u001b[0m\r\n';

/**
 * What a terminal is written before a session begins again in it: no modes are left of the last one, whose text stays above a
 * line with the time.
 */
export function reconnectedLine(at: Date): Uint8Array {
  return new TextEncoder().encode(`${keepCursor}${leaveModes}${ownLine(`reconnected ${clockTime(at)}`)}`);
}

/** What a terminal is written in place of output that the window could not draw, or was taken over by. */
export function droppedLine(at: Date): Uint8Array {
  const words = `window renewed ${clockTime(at)}, earlier text gone`;
  return new TextEncoder().encode(ownLine(words));
}

/** Dim, as nothing of the server's is by itself. */
function ownLine(words: string): string {
  return `\u001b[2m── ${words} ──\u001b[0m\r\n`;
}

function clockTime(at: Date): string {
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
