import { chmodSync } from 'node:fs';

/** Runs as somebody whom permissions hold back, since root may read everything; `folder` is opened to them. */
export async function withoutPrivileges<Result>(folder: string, run: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return await run();
  const nobody = 65_534;
  chmodSync(folder, 0o711);
  process.seteuid?.(nobody);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
