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

/** Where it all happens: a controller with one app, on the machine's engine or one of its own. */
export interface Place {
  folder: string
  /** `qp`, as it is published. */
  program: string
  app: string
  controller: ChaosController
  engine: Engine
  privateEngine: PrivateEngine | undefined
  qp(...words: string[]): Promise<string>
  docker(...words: string[]): Promise<string>
  /** A request to the controller itself, with nothing in between. Rejects where it is no success. */
  ask<T>(method: string, path: string): Promise<T>
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

/** Makes it, uses it and removes it; `use` is told by the signal when somebody interrupts. */
export async function withPlace<T>(
  { root, isEngineOwn, say }: PlaceOptions,
  use: (place: Place) => Promise<T>,
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
  const app = `chaos-${randomBytes(4).toString('hex')}`
  const place = buildPlace({ folder, program, app, controller, engine, privateEngine })
  const image = await buildImage(engine, app)
  parts.defer(() => engine.removeImage(image).catch(() => {}))
  await place.qp(
    'login',
    `http://127.0.0.1:${controller.apiPort}`,
    '--token-file',
    `${folder}/data/admin-token`,
  )
  await place.qp('apps:create', app)
  await place.qp('builds:create', image, '-a', app)
  await place.untilServes()
  return await use(place)
}

function buildPlace(
  parts: Pick<Place, 'folder' | 'program' | 'app' | 'controller' | 'engine' | 'privateEngine'>,
): Place {
  const { folder, program, app, controller } = parts
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
    ours: { [labels.appName]: app },
    untilServes: () => untilAnswer({ port: controller.httpPort, hostname: `${app}.localhost` }, greeting),
  }
}

async function buildImage(engine: Engine, app: string): Promise<string> {
  const tag = `qp-chaos:${app}`
  await buildWebImage(engine, tag, JSON.stringify(greeting))
  return tag
}
