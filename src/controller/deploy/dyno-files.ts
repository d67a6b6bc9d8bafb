import type { Readable } from 'node:stream'
import type { App } from '../domain/app.ts'
import { Problem, problem } from '../domain/problem.ts'
import { execToEnd } from '../sessions/exec-to-end.ts'
import type { Platform } from './platform.ts'
import { getRunningDyno } from './running-dyno.ts'
import { ownTar, type TarOwner } from './tar-owner.ts'

export interface DynoPath {
  app: App
  /** "web.1", "run.1234". */
  dyno: string
  /** Absolute. */
  path: string
}

/**
 * A file or a folder of a running dyno as a tar; its first entry is named as the last part of the path, or `./` where that
 * ends in `/.`. Links are links, but one with a slash behind it is the folder that it leads to.
 */
export async function readDynoFiles(platform: Platform, { app, dyno, path }: DynoPath): Promise<Readable> {
  const id = await getRunning(platform, app, dyno)
  return withDynoNamed(dyno, platform.engine.getArchive(id, path))
}

/**
 * Unpacks a tar in a folder of a running dyno that is there. All of it belongs to the user that the dyno runs as, where its
 * image tells who that is, and to root otherwise.
 */
export async function writeDynoFiles(
  platform: Platform,
  { app, dyno, path, tar }: DynoPath & { tar: Readable },
): Promise<void> {
  const id = await getRunning(platform, app, dyno)
  const owner = await findOwner(platform, id)
  await withDynoNamed(dyno, platform.engine.putArchive(id, path, ownTar(tar, owner)))
}

async function getRunning(platform: Platform, app: App, name: string): Promise<string> {
  return (await getRunningDyno(platform, app, name, ', so nothing can be copied.')).containerId
}

/**
 * By a command in the dyno: Docker's own `copyUIDGID` looks a user's name up in the passwd of the engine's machine (measured
 * on 20.10), and the engine does not know what an image's entry point has stepped down to.
 */
async function findOwner({ engine }: Platform, id: string): Promise<TarOwner> {
  const root = { uid: 0, gid: 0 }
  try {
    const said = await execToEnd(engine, id, ['/bin/sh', '-c', 'id -u; id -g'])
    const [, uid, gid] = /^(\d+)\n(\d+)\n$/.exec(said) ?? []
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : root
  } catch {
    return root
  }
}

/** The engine's sentences are about a path alone. */
async function withDynoNamed<T>(dyno: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem) || !['no_such_file', 'conflict'].includes(error.id)) throw error
    throw problem(error.id, `${dyno}: ${error.message}`, { cause: error })
  }
}
