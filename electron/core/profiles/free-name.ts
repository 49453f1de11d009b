/** What a profile's name may have at most (`profileFields.name`). */
const longestName = 100;

/** A copy's name: `web copy`, then `web copy 2`. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const original = name.replace(/ copy(?: \d+)?$/, '');
  return freeName(original === '' ? name : original, ' copy', taken);
}

/** The name itself where it is free, else `web 2`, `web 3`. */
export function importedName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(name, '', taken, 2) : name;
}

function freeName(name: string, addition: string, taken: ReadonlySet<string>, first = 1): string {
  for (let count = first; ; count += 1) {
    const ending = count === 1 ? addition : `${addition} ${count}`;
    const candidate = clipped(name, longestName - ending.length) + ending;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Never half a character, and no blank at the end. */
function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return text
    .slice(0, longest)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd();
}
