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
      return keyOf(await http.send(DeisKey, 'POST', '/keys/', { id, public: public_key.trim() }))
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
