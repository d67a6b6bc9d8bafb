import { readFile } from 'node:fs/promises'

/** What runs inside nginx, in the order in which it is loaded: each uses only those before it. */
const names = ['admin', 'route-table', 'guard', 'pages', 'balancer', 'certificates'] as const

/** The texts by their names. */
export type LuaScripts = Readonly<Record<(typeof names)[number], string>>

export async function readLuaScripts(): Promise<LuaScripts> {
  const read = (name: string) => readFile(new URL(`./${name}.lua`, import.meta.url), 'utf8')
  const entries = await Promise.all(names.map(async (name) => [name, await read(name)]))
  return Object.fromEntries(entries) as LuaScripts
}
