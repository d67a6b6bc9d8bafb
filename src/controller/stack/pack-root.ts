import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { problem } from '../domain/problem.ts'

/** What the engine puts there itself. */
const emptyFolders = ['dev', 'proc', 'sys']

/**
 * A root file system as a tar, by the system's own tar, which keeps owners, links and modes. The stream fails where tar does:
 * half a tar must not pass for a whole one.
 */
export function packRoot(root: string, signal: AbortSignal): Readable {
  return Readable.from(readTar(root, signal), { objectMode: false })
}

async function* readTar(root: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const excluded = emptyFolders.map((it) => `--exclude=./${it}/*`)
  const tar = spawn('tar', ['--numeric-owner', ...excluded, '-C', root, '-c', '.'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    signal,
  })
  const ended = new Promise<number | null>((resolve, reject) =>
    tar.once('error', reject).once('close', resolve),
  )
  ended.catch(() => {})
  yield* tar.stdout
  const code = await ended
  if (code !== 0) throw problem('build_failed', `tar could not read the stack's file system (${code}).`)
}
