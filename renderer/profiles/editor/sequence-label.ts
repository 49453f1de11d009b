/** What the two sequences are called. */
export function sequenceLabel(which: 'open' | 'close'): string {
  return which === 'open' ? 'Opening' : 'Closing';
}
