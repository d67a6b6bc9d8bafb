import { PassThrough, Writable } from 'node:stream'
import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import { resolvesWithin } from '../../attach/resolves-within.ts'
import { messageOf, Problem } from '../domain/problem.ts'
import type { ContainerSpec } from '../engine/container-spec.ts'
import type { AttachedProcess, ContainerExit, Engine } from '../engine/engine.ts'
import { exited } from './exited.ts'
import { takeInitFailure } from './init-failure.ts'
import { notStarted } from './not-started.ts'

export interface ContainerProcessOptions {
  engine: Engine
  /** A container that was made and not started. */
  id: string
  /** What it was made of. */
  spec: Pick<ContainerSpec, 'tty' | 'memoryMb'>
  /** Asked for right before the start. */
  size?: () => TerminalSize | undefined
}

/**
 * Starts a container and gives its process, or why there is none. Wait, then attach, then start: a process that ends at
 * once loses neither its code nor its output (moby's own order). Does not reject.
 */
export async function startContainerProcess(
  options: ContainerProcessOptions,
): Promise<RemoteProcess | ProcessEnd> {
  const { engine, id, spec } = options
  const { tty, memoryMb } = spec
  let wasKilled = false
  const exit = endOf(engine.waitContainer(id), (exitCode) => exited({ exitCode, memoryMb, wasKilled }))
  try {
    const { failure, ...attached } = withoutInitFailure(
      await engine.attachContainer(id, { tty, stdin: true }),
    )
    await engine.startContainer(id)
    // Before API 1.42 a terminal has no size at birth, and none can be set before the start.
    const size = options.size?.()
    if (tty && size) engine.resizeTerminal(id, size).catch(() => {})
    return {
      ...attached,
      stdin: tty ? terminalInput(attached.stdin) : attached.stdin,
      resize: (to) => engine.resizeTerminal(id, to),
      signal(name) {
        wasKilled ||= name === 'SIGKILL'
        return engine.signalContainer(id, name)
      },
      exit: exit.then((end) => failureOr(end, failure)),
    }
  } catch (error) {
    // The command is not even looked for by then: the init that starts it could not be.
    return notStarted(125, messageOf(error))
  }
}

/** tini writes to its stderr, which in a terminal is the one stream that there is. */
function withoutInitFailure({ stdout, stderr, ...attached }: AttachedProcess) {
  const { failure, rest } = takeInitFailure(stderr ?? stdout)
  return { ...attached, stdout: stderr ? stdout : rest, stderr: stderr && rest, failure }
}

/** How long the last of the output may be behind the end, in ms. */
const failurePatience = 1000

/** tini ends with one of these where it can't start the command (tini.c, `spawn_process`). */
const failureCodes: readonly number[] = [1, 126, 127]

async function failureOr(end: ProcessEnd, failure: Promise<ProcessEnd | undefined>): Promise<ProcessEnd> {
  if (!failureCodes.includes(end.exitCode) || !(await resolvesWithin(failure, failurePatience))) return end
  return (await failure) ?? end
}

/** What a container that keeps a log has written, up to 5000 lines of it, and writes: for watching, not for typing. */
export async function watchContainerProcess({
  engine,
  id,
}: Pick<ContainerProcessOptions, 'engine' | 'id'>): Promise<Omit<RemoteProcess, 'exit'>> {
  const released = new AbortController()
  const output = await engine.readOutput(id, { lines: 5000, signal: released.signal })
  return {
    ...output,
    stdin: new PassThrough().resume(),
    resize: async () => {},
    signal: async () => {},
    destroy: () => released.abort(),
  }
}

async function endOf(
  exit: Promise<ContainerExit>,
  describeExit: (code: number) => ProcessEnd,
): Promise<ProcessEnd> {
  try {
    const { code, outOfMemory } = await exit
    // The kernel may also have killed a child, and the process lived on and ended as it wished.
    if (!outOfMemory || code !== 137) return describeExit(code)
    return { exitCode: code, reason: 'out-of-memory', signal: 'SIGKILL', message: 'killed: out of memory' }
  } catch (error) {
    return { exitCode: 253, reason: 'dyno-gone', message: describeGone(error) }
  }
}

function describeGone(error: unknown): string {
  if (error instanceof Problem && error.id === 'not_found')
    return 'the dyno was removed from its engine while it ran; how its process ended is not known'
  return `nobody knows how the process ended: ${messageOf(error)}`
}

/**
 * The end of stdin for a terminal is a key, Ctrl-D: Docker answers a half-close with the end of the output too
 * (moby's pkg/containerd attach closes stdout after stdin when there is a terminal).
 */
export function terminalInput(stdin: Writable): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void stdin.write(chunk, done),
    final: (done) => void stdin.write('\u0004', done),
    destroy(error, done) {
      stdin.destroy()
      done(error)
    },
  })
}
