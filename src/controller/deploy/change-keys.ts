import { checkLength, checkRoom } from '../domain/capacity.ts'
import { problem } from '../domain/problem.ts'
import { parsePublicKey, type SshKey } from '../domain/ssh-key.ts'
import type { User } from '../domain/user.ts'
import type { Platform } from './platform.ts'

/**
 * From its return on whoever has the private half pushes as this user. `name` takes the place of the key's own comment; `isOnlyName`
 * where the key is known by nothing else, so that no other of the user's may have it.
 */
export async function addKey(
  platform: Platform,
  user: User,
  { text, name, isOnlyName = false }: { text: string; name?: string | undefined; isOnlyName?: boolean },
): Promise<SshKey> {
  if (!platform.settings.ssh) {
    throw problem(
      'conflict',
      'This controller takes no pushes over SSH, so a key would open nothing. `qp server --ssh HOST:PORT` takes them; over HTTPS `git push` needs no key.',
    )
  }
  const read = parsePublicKey(text)
  const comment = name ?? read.comment
  checkLength('The name of the key', comment)
  const key = { id: platform.newId(), userId: user.id, ...read, comment, createdAt: platform.now() }
  await platform.store.transaction(async ({ sshKeys }) => {
    const known = await sshKeys.findByFingerprint(read.fingerprint)
    if (known) {
      const whose = known.userId === user.id ? 'you have it' : 'somebody else has it'
      throw problem('invalid_params', `The key ${read.fingerprint} is there already: ${whose}.`, {
        reason: 'key_taken',
      })
    }
    const own = await sshKeys.listOfUser(user.id)
    if (isOnlyName && own.some((it) => it.comment === comment))
      throw problem('invalid_params', `You have a key ${comment} already.`, { reason: 'key_name_taken' })
    checkRoom('key', 'you', own.length)
    await sshKeys.add(key)
  })
  return key
}

/** One of the user's own, by id, fingerprint or comment. Throws `not_found`. */
export async function getKey(platform: Platform, user: User, which: string): Promise<SshKey> {
  const keys = await platform.store.sshKeys.listOfUser(user.id)
  const found = keys.find((it) => [it.id, it.fingerprint, it.comment].includes(which))
  if (found) return found
  throw problem('not_found', `No such key: ${which}. \`qp keys\` lists yours.`, { reason: 'no_such_key' })
}
