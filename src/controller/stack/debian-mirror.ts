import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const publicMirror = 'http://deb.debian.org/debian'

/** The mirror that this machine's apt takes `suite` from; Debian's own where it has none, as on Ubuntu. */
export async function findMirror(suite: string, aptFolder = '/etc/apt'): Promise<string> {
  const parts = join(aptFolder, 'sources.list.d')
  const names = await readdir(parts).catch(() => [])
  const paths = [join(aptFolder, 'sources.list'), ...names.sort().map((name) => join(parts, name))]
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => '')
    const mirror = path.endsWith('.sources')
      ? findInStanzas(text, suite)
      : path.endsWith('.list')
        ? findInLines(text, suite)
        : undefined
    if (mirror !== undefined) return mirror
  }
  return publicMirror
}

/** `deb [signed-by=…] http://mirror/debian bookworm main`, sources.list(5). */
export function findInLines(text: string, suite: string): string | undefined {
  for (const line of text.split('\n')) {
    const [kind, mirror, name] = line
      .replace(/\[[^\]]*\]/, ' ')
      .trim()
      .split(/\s+/)
    if (kind === 'deb' && name === suite && isFetched(mirror)) return mirror
  }
  return undefined
}

/** Paragraphs of `Types:`, `URIs:`, `Suites:`, the deb822 form of sources.list(5). */
export function findInStanzas(text: string, suite: string): string | undefined {
  for (const stanza of text.split(/\n\s*\n/)) {
    const read = (field: string) =>
      new RegExp(`^${field}:(.*)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? []
    if (read('Enabled')[0] === 'no' || !read('Types').includes('deb') || !read('Suites').includes(suite))
      continue
    const mirror = read('URIs').find(isFetched)
    if (mirror !== undefined) return mirror
  }
  return undefined
}

/** apt also knows `cdrom:`, `mirror+file:` and more, which debootstrap does not. */
function isFetched(mirror: string | undefined): boolean {
  return mirror !== undefined && /^https?:/.test(mirror)
}
