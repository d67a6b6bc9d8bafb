import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { problem } from './domain/problem.ts'

/**
 * Makes the data dir where it isn't, for its owner alone, and makes sure that no other controller works in it.
 *
 * @returns its absolute path
 */
export async function claimDataDir(dir: string): Promise<string> {
  const path = resolve(dir)
  await mkdir(path, { recursive: true })
  await chmod(path, 0o700)
  if (await isAnswering(join(path, 'push.sock'))) {
    throw problem(
      'conflict',
      `Another qp server works in ${path}. Stop it first, or choose another --data-dir.`,
    )
  }
  return path
}

/** Where the admin's token is, for `qp login --token-file`. */
export async function writeAdminToken(dataDir: string, token: string): Promise<string> {
  const path = join(dataDir, 'admin-token')
  await writeFile(path, `${token}\n`, { mode: 0o600 })
  return path
}

function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(socketPath)
    socket.on('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}
