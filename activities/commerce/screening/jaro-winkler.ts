/** Similarity of two words, 0 to 1, that forgives typing errors and rewards a common beginning (Jaro 1989, Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const takenB = new Set<number>();
  const matchedA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (a[i] !== b[j] || takenB.has(j)) continue;
      takenB.add(j);
      matchedA.push(a[i] ?? '');
      break;
    }
  }
  if (matchedA.length === 0) return 0;
  const matchedB = [...takenB].sort((x, y) => x - y).map((index) => b[index]);
  const transpositions = matchedA.filter((letter, index) => letter !== matchedB[index]).length / 2;
  const matches = matchedA.length;
  return (matches / a.length + matches / b.length + (matches - transpositions) / matches) / 3;
}
