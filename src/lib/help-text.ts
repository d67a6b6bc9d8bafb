/** What commands say about themselves, in the manifest and in oclif's own type. */
interface Described {
  summary?: string | undefined
  description?: string | undefined
}

/** One line of what a command does: the summary, or else the first line of the description. */
export function headlineOf({ summary, description = '' }: Described): string {
  return (summary ?? description.split('\n', 1)[0] ?? '').trim()
}

/** What there is to say beyond the headline, which stands above it; empty where that is all. */
export function bodyOf({ summary, description = '' }: Described): string {
  return (summary === undefined ? description.split('\n').slice(1).join('\n') : description).trim()
}
