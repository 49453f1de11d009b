import { readdirSync, readFileSync } from 'node:fs';

/** What `app.getAppMetrics` tells of a page's process. */
export interface RendererTime {
  readonly type: 'Tab';
  readonly pid: number;
  readonly cpu: { readonly cumulativeCPUUsage: number };
}

/** Linux counts in hundredths. */
const ticksPerS = 100;

/** The processor's time of each page's process below Chromium's; nothing where there is no /proc. */
export function rendererTimes(chromiumPid: number | undefined): RendererTime[] {
  const parents = new Map<number, number>();
  const times = new Map<number, number>();
  for (const name of entries('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    // Behind the name, which may hold blanks: state, parent, …, user and system time as the 12th and 13th.
    const fields = textOf(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    parents.set(pid, Number(fields[1]));
    times.set(pid, (Number(fields[11]) + Number(fields[12])) / ticksPerS);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === chromiumPid || isBelow(parents.get(pid)));
  return [...times]
    .filter(([pid]) => isBelow(pid) && textOf(`/proc/${pid}/cmdline`).includes('--type=renderer'))
    .map(([pid, cumulativeCPUUsage]) => ({ type: 'Tab', pid, cpu: { cumulativeCPUUsage } }));
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process may go between two looks. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
