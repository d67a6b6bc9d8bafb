import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Bench } from './bench.ts'
import { measureInTurns, type Subject } from './in-turns.ts'
import { publish } from './publish.ts'

/** How long a person waits for qp itself: what is published, against the shortest that Node can do. */
export const bench: Bench = async ({ root, rounds, folder, say }) => {
  say('building what is published')
  const run = await publish(root, path.join(folder, 'package'))
  const controller = await stubController()
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    QP_URL: `http://127.0.0.1:${(controller.address() as AddressInfo).port}`,
    QP_API_KEY: 'token',
  }
  const subjects = [
    start('`node -e 0`', ['-e', '0'], env),
    start('`qp --version`', [run, '--version'], env),
    start('`qp config`, one API call to a local stub', [run, 'config', '-a', 'blog'], env),
    start('the same by all of oclif (`QP_FULL=1`)', [run, 'config', '-a', 'blog'], { ...env, QP_FULL: '1' }),
    start('`qp help`', [run, 'help'], env),
  ]
  try {
    const measured = await measureInTurns(subjects, { rounds })
    const goals = [undefined, { atMost: 1.25 }, { atMost: 2.3 }]
    return {
      title: 'Start-up',
      reference: '`node -e 0`',
      how: `Medians of ${rounds} rounds in turns, process start to process end; what is compiled was kept by earlier runs.`,
      rows: measured.map(({ name, median, ratio }, index) => ({
        name,
        value: median,
        unit: 'ms',
        ratio,
        ...(goals[index] ? { goal: goals[index] } : {}),
      })),
    }
  } finally {
    controller.close()
    controller.closeAllConnections()
  }
}

async function stubController(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"GREETING":"hello","RACK_ENV":"production"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function start(name: string, argv: readonly string[], env: NodeJS.ProcessEnv): Subject {
  return {
    name,
    async once() {
      const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
      child.stdout.resume()
      child.stderr.resume()
      const [code] = await once(child, 'close')
      if (code !== 0) throw new Error(`${name} ended with ${code}`)
      return undefined
    },
  }
}
