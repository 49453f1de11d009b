/** A number with its thing: `1 session`, `2 sessions`. `several` is for words whose plural is not an s. */
export function countWords(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
