import { type Lane, type Line, startLane } from './lane.ts';

/**
 * Starts so many lanes of one kind of line, runs `work` in each of them side by side, and takes them away.
 * @returns what each lane's work gave
 */
export async function onLanes<Value>(
  count: number,
  line: Line,
  work: (lane: Lane) => Promise<Value>,
): Promise<readonly Value[]> {
  const lanes: Lane[] = [];
  try {
    for (let number = 1; number <= count; number += 1) lanes.push(await startLane(number, line));
    return await Promise.all(lanes.map(work));
  } finally {
    for (const lane of lanes) await lane.stop();
  }
}
