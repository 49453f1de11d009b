/** A time of today as clocks show it here, such as 14:02:10. @param atMs milliseconds since 1970 */
export function clockTime(atMs: number): string {
  const time = new Date(atMs);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
