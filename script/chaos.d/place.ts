import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { labels } from '../../src/controller/domain/labels.ts'
import { createDockerEngine } from '../../src/controller/engine/docker/docker-engine.ts'
import type { Engine } from '../../src/controller/engine/engine.ts'
import { type PrivateEngine, startPrivateEngine } from '../../test/fixtures/private-engine.ts'
import { buildWebImage } from '../../test/fixtures/web-image.ts'
import { untilAnswer } from '../bench.d/answers.ts'
import { publish } from '../bench.d/publish.ts'
import { runProgram } from '../bench.d/run-program.ts'
import { type ChaosController, prepareController } from './controller.ts'

/** A controller of our own, on the machine's engine or one of its own. */
export interface ControllerPlace {
  folder: string
  /** `qp`, as it is published. */
  program: string
  controller: ChaosController
  engine: Engine
  privateEngine: PrivateEngine | undefined
  qp(...words: string[]): Promise<string>
  docker(...words: string[]): Promise<string>
  /** A request to the controller itself, with nothing in between. Rejects where it is no success. */
  ask<T>(method: string, path: string): Promise<T>
}

/** Where one-off dynos are run: one app, on such a controller. */
export interface Place extends ControllerPlace {
  app: string
  /** Labels of all that this controller has made. */
  ours: Readonly<Record<string, string>>
  untilServes(): Promise<void>
}

const greeting = 'still here'

export interface PlaceOptions {
  root: string
  isEngineOwn: boolean
  say: (text: string) => void
}

/** Makes it with its app, uses it and removes it. */
export async function withPlace<T>(options: PlaceOptions, use: (place: Place) => Promise<T>): Promise<T> {
  return withController(options, async (base) => {
    const { controller, engine } = base
    const app = `chaos-${randomBytes(4).toString('hex')}`
    const target = { port: controller.httpPort, hostname: `${app}.localhost` }
    const ours = { [labels.appName]: app }
    const place = { ...base, app, ours, untilServes: () => untilAnswer(target, greeting) }
    const image = await buildImage(engine, app)
    try {
      await place.qp('apps:create', app)
      await place.qp('builds:create', image, '-a', app)
      await place.untilServes()
      return await use(place)
    } finally {
      await engine.removeImage(image).catch(() => {})
    }
  })
}

/** Starts a controller, logs in at it, uses it, and destroys it with all that it made. */
export async function withController<T>(
  { root, isEngineOwn, say }: PlaceOptions,
  use: (place: ControllerPlace) => Promise<T>,
): Promise<T> {
  await using parts = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(tmpdir(), 'qp-chaos-'))
  parts.defer(() => rm(folder, { recursive: true, force: true }))
  say('building what is published')
  const program = await publish(root, path.join(folder, 'package'))
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'package', 'node_modules'))
  const privateEngine = isEngineOwn ? await startPrivateEngine() : undefined
  if (privateEngine) parts.defer(() => privateEngine.remove())
  const engine = createDockerEngine(privateEngine ? { endpoint: privateEngine.endpoint } : {})
  const dockerHost = privateEngine && `unix://${privateEngine.endpoint.path}`
  const controller = await prepareController(folder, program, dockerHost)
  parts.defer(() => controller.destroy())
  say('starting a controller')
  await controller.start()
  const place = buildPlace({ folder, program, controller, engine, privateEngine })
  const url = `http://127.0.0.1:${controller.apiPort}`
  await place.qp('login', url, '--token-file', `${folder}/data/admin-token`)
  return await use(place)
}

function buildPlace(parts: Omit<ControllerPlace, 'qp' | 'docker' | 'ask'>): ControllerPlace {
  const { folder, program, controller } = parts
  const at = { cwd: folder, env: controller.env }
  const ask = async <T>(method: string, requestPath: string): Promise<T> => {
    const headers = { authorization: `Bearer ${controller.token}` }
    const url = `http://127.0.0.1:${controller.apiPort}${requestPath}`
    const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(50_000) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return JSON.parse(text) as T
  }
  return {
    ...parts,
    qp: (...words) => runProgram([process.execPath, program, ...words], at),
    docker: (...words) => runProgram(['docker', ...words], at),
    ask,
  }
}

async function buildImage(engine: Engine, app: string): Promise<string> {
  const tag = `qp-chaos:${app}`
  await buildWebImage(engine, tag, JSON.stringify(greeting))
  return tag
}
