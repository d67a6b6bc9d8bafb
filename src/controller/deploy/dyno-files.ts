import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import type { App } from '../domain/app.ts'
import { Problem, problem } from '../domain/problem.ts'
import type { Platform } from './platform.ts'
import { getRunningDyno } from './running-dyno.ts'
import { unpackInDyno } from './unpack-in-dyno.ts'

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
  if (isOfKernel(path))
    throw problem(
      'conflict',
      `${dyno}: ${path} is made by the kernel and on no disk, so it can't be copied. \`qp run:inside -a ${app.name} ${dyno} cat ${path}\` reads a file there.`,
    )
  return withDynoNamed(dyno, platform.engine.getArchive(id, path))
}

/** Unpacks a tar in a folder of a running dyno that is there, as the user that the dyno runs as. */
export async function writeDynoFiles(
  platform: Platform,
  { app, dyno, path, tar }: DynoPath & { tar: Readable },
): Promise<void> {
  const id = await getRunning(platform, app, dyno)
  await withDynoNamed(dyno, unpackInDyno({ engine: platform.engine, id, path, tar }))
}

async function getRunning(platform: Platform, app: App, name: string): Promise<string> {
  return (await getRunningDyno(platform, app, name, ', so nothing can be copied.')).containerId
}

/** Docker reads a container's files from outside, where these folders are empty (measured on 20.10). */
function isOfKernel(path: string): boolean {
  return /^\/(proc|sys|dev)(\/|$)/.test(posix.normalize(path))
}

/** The sentences are about a path alone. */
async function withDynoNamed<T>(dyno: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem) || !['no_such_file', 'conflict'].includes(error.id)) throw error
    throw problem(error.id, `${dyno}: ${error.message}`, { cause: error })
  }
}
