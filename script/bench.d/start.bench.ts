import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Bench, BenchRow } from './bench.ts'
import { type Measured, measureInTurns, median, type Subject } from './in-turns.ts'
import { publish } from './publish.ts'

/**
 * How long a person waits for qp itself: what is published, against the shortest that Node can do; and against the `heroku` of PATH,
 * where there is one.
 */
export const bench: Bench = async ({ root, rounds, folder, say }) => {
  say('building what is published')
  const run = await publish(root, path.join(folder, 'package'))
  const controller = await stubController()
  const url = `http://127.0.0.1:${(controller.address() as AddressInfo).port}`
  const env = { PATH: process.env['PATH'], HOME: folder, QP_URL: url, QP_API_KEY: 'token' }
  const node = (name: string, ...argv: string[]) => start(name, [process.execPath, ...argv], env)
  const subjects = [
    node('`node -e 0`', '-e', '0'),
    node('`qp --version`', run, '--version'),
    node('`qp config`, one API call to a local stub', run, 'config', '-a', 'blog'),
    node('`qp help`', run, 'help'),
    start('`qp config` by all of oclif', [process.execPath, run, 'config', '-a', 'blog'], {
      ...env,
      QP_FULL: '1',
    }),
    ...herokuSubjects(url, env),
  ]
  try {
    const measured = await measureInTurns(subjects, { rounds })
    return {
      title: 'Start-up',
      reference: '`node -e 0`',
      how: `Medians of ${rounds} rounds in turns, process start to process end; what is compiled was kept by earlier runs.`,
      rows: [...measured.map(toRow), ...compareWithHeroku(measured)],
    }
  } finally {
    controller.close()
    controller.closeAllConnections()
  }
}

function toRow({ name, median, ratio }: Measured, index: number): BenchRow {
  const goal = [undefined, { atMost: 1.25 }, { atMost: 2.3 }][index]
  return { name, value: median, unit: 'ms', ratio, ...(goal ? { goal } : {}) }
}

const herokuConfig = '`heroku config`, the same call to the same stub'

/** The stub is its host, the token is none: nothing of a person's own goes anywhere. */
function herokuSubjects(
  url: string,
  { PATH = '', HOME }: { PATH: string | undefined; HOME: string },
): Subject[] {
  const heroku = PATH.split(path.delimiter)
    .map((folder) => path.join(folder, 'heroku'))
    .find((file) => existsSync(file))
  if (heroku === undefined) return []
  const env = { PATH, HOME, HEROKU_HOST: url, HEROKU_API_KEY: 'token', DISABLE_TELEMETRY: 'true' }
  return [
    start('`heroku --version`', [heroku, '--version'], env),
    start(herokuConfig, [heroku, 'config', '-a', 'blog'], env),
  ]
}

function compareWithHeroku(measured: readonly Measured[]): BenchRow[] {
  const heroku = measured.find(({ name }) => name === herokuConfig)
  const qp = measured[2]
  if (!heroku || !qp) return []
  const times = heroku.values.map((value, round) => value / (qp.values[round] ?? Number.NaN))
  const name = '`heroku config`: how many times `qp config`'
  return [{ name, value: median(times), unit: '×', goal: { atLeast: 15 } }]
}

async function stubController(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"GREETING":"hello","RACK_ENV":"production"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function start(name: string, [file = '', ...argv]: readonly string[], env: NodeJS.ProcessEnv): Subject {
  return {
    name,
    async once() {
      const child = spawn(file, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
      child.stdout.resume()
      child.stderr.resume()
      const [code] = await once(child, 'close')
      if (code !== 0) throw new Error(`${name} ended with ${code}`)
      return undefined
    },
  }
}
