/** A time as Deis's API writes it: to the second. */
export function deisTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
