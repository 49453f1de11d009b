import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a file can be given to another user here: only root can, where there is more than one user. */
export const mayGiveAway = triesToGiveAway();

function triesToGiveAway(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-owner-'));
  try {
    chownSync(folder, 65_534, 65_534);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
