import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import type { ExecOptions, ExecProcess } from '../engine.ts'
import { type Attachments, toStdin } from './attach.ts'
import { demultiplex } from './demultiplex.ts'
import type { DockerApi } from './docker-api.ts'
import { readRefusal } from './errors.ts'
import { relayExecOutput } from './exec-output.ts'
import { parseAnswer } from './parse-answer.ts'

/** Milliseconds between two looks at a command whose output has ended. */
const shortestWait = 5
const longestWait = 1000

const Created = Type.Object({ Id: Type.String() })
const Inspected = Type.Object({
  Running: Type.Boolean(),
  ExitCode: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
})

export async function execContainer(
  api: DockerApi,
  attachments: Attachments,
  id: string,
  options: ExecOptions,
): Promise<ExecProcess> {
  const exec = await createExec(api, id, options)
  const connection = await api.hijack({
    method: 'POST',
    path: `/exec/${exec}/start`,
    body: { Detach: false, Tty: options.tty },
  })
  const output = relayExecOutput(connection, async () => (await findExitCode(api, exec)) !== undefined)
  const attached = {
    stdin: toStdin(connection),
    ...(options.tty ? { stdout: output, stderr: null } : demultiplex(output)),
    destroy: () => void connection.destroy(),
  }
  attachments.keep(id, attached, connection)
  const exit = waitForExit(api, exec, connection)
  // Whoever does not ask does not need to hear it.
  exit.catch(() => {})
  return {
    ...attached,
    exit,
    async resize({ columns, rows }) {
      await api.send({ method: 'POST', path: `/exec/${exec}/resize`, query: { w: columns, h: rows } })
    },
  }
}

/**
 * As for attach, Docker scans a terminal's input for keys that detach and holds back what may be their beginning. Here they
 * come as JSON, which has no bytes beyond ASCII, and an empty list means Ctrl-P Ctrl-Q: a first key has to be chosen that
 * is rarely the last one typed for a while. The rest is what nobody types after it.
 */
const detachKeys = Array.from({ length: 8 }, () => 'ctrl-^,ctrl-@').join(',')

async function createExec(api: DockerApi, id: string, { argv, env, tty }: ExecOptions): Promise<string> {
  const body = {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: tty,
    Cmd: argv,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...(tty && { DetachKeys: detachKeys }),
  }
  try {
    return parseAnswer(Created, await api.send({ method: 'POST', path: `/containers/${id}/exec`, body })).Id
  } catch (error) {
    if (readRefusal(error)?.status !== 409) throw error
    const message = `The container ${id.slice(0, 12)} does not run, so nothing can be run in it.`
    throw problem('conflict', message, { cause: error })
  }
}

/**
 * Docker tells of an end only in a stream of all its events; but the end of the output is next to it. For a connection that was
 * cut, nothing can be asked: Docker then takes the command for ended, with 126, though it lives on (measured on 20.10).
 */
async function waitForExit(api: DockerApi, exec: string, connection: Duplex): Promise<number> {
  await finished(connection, { writable: false }).catch((cause: unknown) => {
    throw problem('not_found', 'The engine was let go of before the command had ended.', { cause })
  })
  for (let wait = shortestWait; ; wait = Math.min(wait * 2, longestWait)) {
    const code = await findExitCode(api, exec)
    if (code !== undefined) return code
    await delay(wait)
  }
}

/** Undefined while it runs. */
async function findExitCode(api: DockerApi, exec: string): Promise<number | undefined> {
  const answer = await api.send({ method: 'GET', path: `/exec/${exec}/json` })
  const { Running, ExitCode } = parseAnswer(Inspected, answer)
  return Running ? undefined : (ExitCode ?? undefined)
}
