import { useEffect, useState } from 'react';

/** The clock's time in milliseconds, renewed each `everyMs`; it stands while `isRunning` is false. */
export function useNow(everyMs: number, isRunning = true): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, isRunning]);
  return nowMs;
}
