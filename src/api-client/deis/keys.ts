import { DeisKey } from '../../api-types/deis/key.ts'
import type { Key } from '../../api-types/key.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { path } from './path.ts'
import { timesOf } from './references.ts'

export function keysApi(http: DeisHttp): Controller['keys'] {
  return {
    list: async () => (await http.list(DeisKey, '/keys/')).map(keyOf),
    async add({ public_key, comment }) {
      const id = comment ?? nameOf(public_key)
      const body = { id, public: public_key.trim() }
      const key = await http.send(DeisKey, 'POST', '/keys/', body).catch(async (error: unknown) => {
        throw await refusedKey(error, body, () => http.list(DeisKey, '/keys/'))
      })
      return keyOf(key)
    },
    async remove(which) {
      const all = await http.list(DeisKey, '/keys/')
      const found = all.find((it) => [it.id, it.uuid, it.fingerprint].includes(which))
      if (!found) {
        const message = `No such key: ${which}. \`qp keys\` lists yours.`
        throw new ApiError(message, { status: 404, code: 'not_found' })
      }
      await http.act('DELETE', path`/keys/${found.id}`)
      return keyOf(found)
    },
  }
}

/** Deis's words name neither the key nor whose it is: `list` are those of the person. */
async function refusedKey(
  error: unknown,
  { id, public: text }: { id: string; public: string },
  list: () => Promise<readonly DeisKey[]>,
): Promise<unknown> {
  if (!(error instanceof ApiError)) return error
  const isNameTaken = error.message.startsWith('SSH Key with this id already exists')
  if (!isNameTaken && !error.message.startsWith('Public Key is already in use')) return error
  const own = (await list()).find((it) => bareKey(it.public) === bareKey(text))
  if (own) return new ApiError(`The key ${own.fingerprint} is there already: you have it.`, error)
  if (!isNameTaken) return new ApiError('The key is there already: somebody else has it.', error)
  const message = `Another key is called ${id}. \`qp keys:add NAME FILE\` gives this one a name of its own.`
  return new ApiError(message, error)
}

/** Without its comment. */
function bareKey(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(0, 2).join(' ')
}

/** The comment behind the key itself, as Deis's client takes it; a key without one is called by its kind. */
function nameOf(publicKey: string): string {
  const [kind = '', , ...comment] = publicKey.trim().split(/\s+/)
  return comment.join(' ') || kind
}

function keyOf(key: DeisKey): Key {
  return {
    id: key.uuid,
    public_key: key.public,
    comment: key.id,
    email: key.id,
    fingerprint: key.fingerprint,
    ...timesOf(key),
  }
}
