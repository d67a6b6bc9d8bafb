import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Platform } from '../deploy/platform.ts'
import { receivePush } from '../deploy/receive-push.ts'
import { forgetObjects } from '../deploy/repository.ts'
import type { App } from '../domain/app.ts'
import { Problem, problem } from '../domain/problem.ts'
import { parseRefUpdates } from '../domain/ref-update.ts'
import type { User } from '../domain/user.ts'

/** Who pushes where; known from the HTTP request, which the hook that git runs does not see. */
interface Expected {
  app: App
  user: User
  webUrl: string
}

/** `over` is aborted when git is done with it. */
type ExpectedPush = Expected & { over: AbortSignal }

/**
 * Brings git's pre-receive hook and the deploy path together. git runs the hook while it holds a push; the hook connects
 * to a socket in the data dir, says which push it is, prints what it is sent and ends with the code it is told.
 *
 * The socket's protocol: the hook sends one line of JSON (`HookQuestion`), the controller answers lines of JSON
 * (`HookAnswer`), the last of which has the exit code.
 */
export interface PushHooks {
  /** What `core.hooksPath` of each repository points to. */
  dir: string
  /**
   * Announces a push; its hook is known by the environment it gets. `finish` says that git is done with it, or whoever pushed is gone: a
   * hook that waits for what is silent would not notice.
   */
  expect(push: Expected): { env: Record<string, string>; finish: () => void }
  close(): Promise<void>
}

export interface HookQuestion {
  push: string
  /** What git wrote to the hook's standard input. */
  updates: string
  /** git's own variables, by which the objects of the push can be read. */
  env: Record<string, string>
}

export type HookAnswer = { line: string } | { exitCode: number }

export async function openPushHooks(platform: Platform): Promise<PushHooks> {
  const dir = join(platform.settings.dataDir, 'hooks')
  const socketPath = join(platform.settings.dataDir, 'push.sock')
  const pushes = new Map<string, ExpectedPush>()
  await writeHook(dir)
  const server = createServer((socket) => {
    socket.on('error', () => {})
    answerHook(platform, socket, (id) => pushes.get(id)).catch((err) => {
      platform.log.error({ err }, 'a push could not be answered')
      socket.destroy()
    })
  })
  await listen(server, socketPath)
  return {
    dir,
    expect(push) {
      const id = randomBytes(16).toString('hex')
      const over = new AbortController()
      pushes.set(id, { ...push, over: over.signal })
      const finish = () => {
        pushes.delete(id)
        over.abort(brokenOff())
      }
      return { env: { QP_PUSH: id, QP_PUSH_SOCKET: socketPath }, finish }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The hook is a program of ours; git wants an executable file of a fixed name. */
async function writeHook(dir: string): Promise<void> {
  const program = fileURLToPath(import.meta.url).replace(/push-hooks(\.\w+)$/, 'pre-receive$1')
  await mkdir(dir, { recursive: true })
  const path = join(dir, 'pre-receive')
  await writeFile(path, `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(program)}\n`)
  await chmod(path, 0o700)
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** Whoever has the data dir to himself may take the place of a socket that an earlier controller left. */
async function listen(server: Server, path: string): Promise<void> {
  await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
}

async function answerHook(
  platform: Platform,
  socket: Socket,
  findPush: (id: string) => ExpectedPush | undefined,
): Promise<void> {
  const question = await readQuestion(socket)
  const push = question && findPush(question.push)
  if (!push) return void socket.destroy()
  const gone = new AbortController()
  socket.on('close', () => gone.abort(brokenOff()))
  const write = (answer: HookAnswer) => void socket.write(`${JSON.stringify(answer)}\n`)
  const { env } = question
  const settled = receivePush(platform, {
    ...push,
    updates: parseRefUpdates(question.updates),
    gitEnv: env,
    say: (line) => write({ line }),
    signal: AbortSignal.any([gone.signal, push.over]),
    answer: async (isAccepted) => {
      write({ exitCode: isAccepted ? 0 : 1 })
      if (!push.over.aborted) await once(push.over, 'abort')
    },
  })
  try {
    await settled
  } catch (error) {
    // Whoever pushed is gone: that is no fault, and nobody is left to hear of it.
    const isGone = gone.signal.aborted || push.over.aborted
    if (!isGone || !(error instanceof Problem)) throw error
    platform.log.info({ err: error, app: push.app.name }, 'a push was broken off')
  } finally {
    if (push.over.aborted)
      await forgetObjects({ dataDir: platform.settings.dataDir, appId: push.app.id, env })
    socket.end()
  }
}

function brokenOff() {
  return problem('build_failed', 'The push was broken off.')
}

async function readQuestion(socket: Socket): Promise<HookQuestion | undefined> {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
  // It passes on the socket's errors for as long as that lives, also when nobody reads lines any more: a push that is broken off
  // must not end the controller.
  lines.on('error', () => {})
  for await (const line of lines) return JSON.parse(line) as HookQuestion
  return undefined
}
