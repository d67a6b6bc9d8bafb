import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { getTestNodeImage } from '../../../test/fixtures/engine.ts'
import { type ControllerPlace, type PlaceOptions, withController } from '../place.ts'
import { slots } from './draw.ts'

/** A controller with room for some apps, and what they are made of. */
export interface DeployPlace extends ControllerPlace {
  /** By slot. */
  names: readonly string[]
  /** An image with a shell and node. */
  base: string
  /** One that runs as the apps do. */
  image: string
  /** The number of milliseconds since this began. */
  now(): number
}

/** Answers with all that it knows; ends at once where it is told to crash. */
export const program = `if (process.env.CRASH) process.exit(3)
require('node:http').createServer((_, it) => it.end(JSON.stringify(process.env))).listen(process.env.PORT)
`
export const processTypes = { web: 'node /web.js', worker: 'sleep 100000' }

export async function withDeployPlace<T>(
  options: PlaceOptions,
  use: (place: DeployPlace) => Promise<T>,
): Promise<T> {
  return withController(options, async (it) => {
    const unique = randomBytes(3).toString('hex')
    const image = `qp-chaos:${unique}`
    const base = await getTestNodeImage(it.engine)
    const context = pack()
    context.entry({ name: 'Dockerfile' }, `FROM ${base}\nCOPY web.js /web.js\nCMD ["node", "/web.js"]\n`)
    context.entry({ name: 'web.js' }, program)
    context.finalize()
    await it.engine.buildImage({
      ...{ context: Readable.from(context), dockerfile: 'Dockerfile', tag: image, labels: {}, buildArgs: {} },
      ...{ memoryMb: 512, cpus: 1, onOutput: () => {}, signal: AbortSignal.timeout(60_000) },
    })
    const names = Array.from({ length: slots }, (_, slot) => `chaos-${unique}-${slot}`)
    const begun = performance.now()
    try {
      return await use({ ...it, names, base, image, now: () => Math.round(performance.now() - begun) })
    } finally {
      await it.engine.removeImage(image).catch(() => {})
    }
  })
}

/** The source of an app that is built in a second, or not at all, as a commit in a folder of its own. */
export async function writeSource(folder: string, base: string, isBroken: boolean): Promise<void> {
  await mkdir(folder)
  const types = Object.entries(processTypes).map(([type, command]) => `${type}: ${command}\n`)
  const recipe = `FROM ${base}\nCOPY web.js /web.js\nENV SOURCE=${path.basename(folder)}\n`
  await writeFile(path.join(folder, 'Dockerfile'), isBroken ? `${recipe}RUN exit 9\n` : recipe)
  await writeFile(path.join(folder, 'web.js'), program)
  await writeFile(path.join(folder, 'Procfile'), types.join(''))
}
