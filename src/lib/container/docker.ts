import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'

type Place = Pick<Surroundings, 'cwd' | 'env' | 'terminal'>

/** Runs this machine's docker; what it says goes to the person. Throws, with its code, where it fails. */
export async function runDocker(place: Place, args: readonly string[]): Promise<void> {
  const child = start(place, args, ['ignore', 'pipe', 'pipe'])
  const { stderr } = place.terminal
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => stderr.write(chunk))
  await ended(child, args)
}

/** An image of this machine as a tar, for `work` to read all of it. */
export async function sendImage(
  place: Place,
  image: string,
  work: (tar: Readable) => Promise<void>,
): Promise<void> {
  const args = ['save', image]
  const child = start(place, args, ['ignore', 'pipe', 'pipe'])
  child.stderr?.on('data', (chunk) => place.terminal.stderr.write(chunk))
  const { stdout } = child
  if (!stdout) throw new Error('docker has no output')
  try {
    await Promise.all([work(stdout), ended(child, args)])
  } finally {
    child.kill()
  }
}

/** A tar of an image → an image of this machine, by the name that is in it. */
export async function receiveImage(place: Place, tar: Readable): Promise<void> {
  const args = ['load', '--quiet']
  const child = start(place, args, ['pipe', 'ignore', 'pipe'])
  child.stderr?.on('data', (chunk) => place.terminal.stderr.write(chunk))
  const { stdin } = child
  if (!stdin) throw new Error('docker has no input')
  const fed = pipeline(tar, stdin).catch((error: NodeJS.ErrnoException) => {
    // Docker reads no more: how it ended says why.
    if (error.code !== 'EPIPE') throw error
  })
  await Promise.all([fed, ended(child, args)])
}

function start({ cwd, env }: Place, args: readonly string[], stdio: ('ignore' | 'pipe')[]): ChildProcess {
  return spawn('docker', args, { cwd, env: { ...env }, stdio })
}

async function ended(child: ChildProcess, args: readonly string[]): Promise<void> {
  let code: unknown
  try {
    ;[code] = await once(child, 'close')
  } catch (cause) {
    const message = 'docker is not installed, or not on PATH: images are built and kept by it.'
    throw new UserError(message, { code: 'no_docker', cause })
  }
  if (code !== 0)
    throw new UserError(`docker ${args[0]} failed: it ended with ${code}.`, { code: 'docker_failed' })
}
