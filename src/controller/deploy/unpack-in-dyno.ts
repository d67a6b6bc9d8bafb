import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem, problem } from '../domain/problem.ts'
import type { Engine } from '../engine/engine.ts'
import { execToEnd } from '../sessions/exec-to-end.ts'
import { takeFirstLine } from '../sessions/first-line.ts'
import { ownTar, type TarOwner } from './tar-owner.ts'

export interface UnpackInDyno {
  engine: Engine
  /** A container that runs. */
  id: string
  /** A folder that is there, absolute. */
  path: string
  tar: Readable
}

/**
 * Unpacks a tar in a folder of a dyno, as the user that the dyno runs as. By the image's own tar, where it has one: so that the
 * kernel refuses what that user may not write, wherever the tar leads to, and the engine can do other things with the container
 * meanwhile. Docker's own way writes as root and looks at nothing; it is left for images without a tar, and then the folder
 * alone is asked for. Throws `no_such_file`, and `conflict` for what is no folder or may not be written in.
 */
export async function unpackInDyno({ engine, id, path, tar }: UnpackInDyno): Promise<void> {
  const { owner, state } = await lookInto(engine, id, path)
  if (state === 'absent') throw problem('no_such_file', `No such file or folder: ${path}.`)
  if (state === 'file') throw problem('conflict', `${path} is no folder.`)
  if (state === 'closed')
    throw problem('conflict', `Its user (uid ${owner.uid}) may not write in ${path}. Copy to /tmp, say.`)
  const owned = ownTar(tar, owner)
  if (state === 'tar') await unpackByTar({ engine, id, path, tar: owned })
  else await engine.putArchive(id, path, owned)
}

/** A user's name is known inside alone: Docker's own `copyUIDGID` looks it up in the passwd of the engine's machine (20.10). */
const question = `id -u || echo 0; id -g || echo 0
if [ ! -e "$1" ]; then echo absent
elif [ ! -d "$1" ]; then echo file
elif [ ! -w "$1" ] || [ ! -x "$1" ]; then echo closed
elif command -v tar >/dev/null; then echo tar
else echo open; fi`

/** Where nobody can be asked, since there is no shell, nothing is known, and root is who writes. */
async function lookInto(
  engine: Engine,
  id: string,
  path: string,
): Promise<{ owner: TarOwner; state: string | undefined }> {
  const said = await execToEnd(engine, id, ['/bin/sh', '-c', question, 'sh', path]).catch(() => '')
  const [, uid, gid, state] = /^(\d+)\n(\d+)\n(\w+)\n$/.exec(said) ?? []
  return { owner: { uid: Number(uid ?? 0), gid: Number(gid ?? 0) }, state }
}

async function unpackByTar({ engine, id, path, tar }: UnpackInDyno): Promise<void> {
  const argv = ['tar', '-xpf', '-', '-C', path]
  const { stdin, stdout, stderr, exit, destroy } = await engine.execContainer(id, {
    argv,
    env: {},
    tty: false,
  })
  stdout.resume()
  const { line, rest } = takeFirstLine(stderr ?? stdout)
  rest.resume()
  // It may end before it has read all: where it is killed, and at the end of a tar that is followed by something.
  const over = new AbortController()
  const code = exit.catch(() => undefined).finally(() => over.abort())
  const broken = await pipeline(tar, stdin, { signal: over.signal }).catch((error: unknown) => error)
  if (broken instanceof Problem) {
    // It sees its input end in the middle, and ends.
    destroy()
    throw broken
  }
  if ((await code) !== 0)
    throw refusal(path, (await line) || 'the tar in the dyno ended before all was there')
}

function refusal(path: string, said: string) {
  return problem('conflict', `The tar can't be unpacked in ${path}: ${said.replace(/^tar: /, '')}.`)
}
