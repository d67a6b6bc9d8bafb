import { join } from 'node:path'
import ssh2 from 'ssh2'
import { problem } from '../domain/problem.ts'
import { madeOnce } from './made-once.ts'

/** Its size is no choice with this type, and every client since 2014 knows it. */
const type = 'ed25519'

/** Made once in this folder: clients remember it, and warn of any other. Throws `conflict` where what is there is no key. */
export async function openHostKey(folder: string): Promise<string> {
  const path = join(folder, `host-${type}`)
  const key = await madeOnce(path, makeHostKey)
  const parsed = ssh2.utils.parseKey(key)
  if (parsed instanceof Error) {
    throw problem(
      'conflict',
      `The SSH host key ${path} can't be used: ${parsed.message}. Put a sound one there, or remove it: the next start makes a new one, of which clients that knew the old one will warn.`,
    )
  }
  return key
}

/** In OpenSSH's format. ssh2 makes one in 256 that nobody can read (https://github.com/mscdex/ssh2/issues/1513): never that one. */
export function makeHostKey(): string {
  const { private: key } = ssh2.utils.generateKeyPairSync(type)
  return ssh2.utils.parseKey(key) instanceof Error ? makeHostKey() : key
}
