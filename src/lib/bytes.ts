const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** "0 B", "333 MB": rounded, in powers of 1024, as Heroku shows sizes. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  return `${Math.round(bytes / 1024 ** power)} ${units[power]}`
}
