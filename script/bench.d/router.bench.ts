import path from 'node:path'
import { get, type Target } from './answers.ts'
import type { Bench } from './bench.ts'
import { measureInTurns, type Subject } from './in-turns.ts'
import { startPlainNginx } from './plain-nginx.ts'
import { type PrivateController, withController } from './private-controller.ts'
import { connections, measureRate } from './wrk.ts'

const dynos = 2
const seconds = 2

/** What the table of routes costs: the router against an nginx that knows only this app's dynos, to the same dynos. */
export const bench: Bench = (options) =>
  withController(options, 'fast', async (controller) => {
    const rounds = Math.min(options.rounds, 20)
    await controller.qp('ps:scale', `web=${dynos}`)
    const servers = await listPublished(controller)
    const { body: answer } = await get(controller.target)
    const start = async (name: string, accessLog: string) => {
      const nginx = await startPlainNginx(path.join(options.folder, name), { servers, accessLog, answer })
      controller.atEnd(nginx.stop)
      return nginx
    }
    const quiet = await start('quiet', 'off')
    const logging = await start('logging', 'access.log combined buffer=64k flush=250ms')
    const measured = await measureInTurns(
      [
        rate('nginx, `access_log off`', { port: quiet.port, hostname: 'localhost' }),
        rate('nginx, access log in a buffer', { port: logging.port, hostname: 'localhost' }),
        rate('the router, which logs up to 500 lines/s of an app', controller.target),
        rate('no proxy: straight to one of the dynos', { port: portOf(servers[0]), hostname: 'localhost' }),
      ],
      { rounds, warmUps: 1 },
    )
    return {
      title: 'Router',
      reference: 'nginx without a log',
      how: `Medians of ${rounds} rounds in turns of ${seconds} s each: wrk, 1 thread, ${connections} connections that are kept, to ${dynos} dynos of a server in C that answers in a packet. Each nginx has a worker per processor and keeps its connections to the dynos. All of it shares the processors.`,
      rows: measured.map(({ name, median, ratio }, index) => ({
        name,
        value: median,
        unit: 'requests/s',
        ratio,
        ...(index === 2 ? { goal: { atLeast: 0.95 } } : {}),
      })),
    }
  })

/** Where the engine has published the dynos: "127.0.0.1:21233". */
async function listPublished({ app, docker }: PrivateController): Promise<string[]> {
  const filter = `label=qp.app-name=${app}`
  const ports = await docker('ps', '--filter', filter, '--format', '{{.Ports}}')
  const servers = [...ports.matchAll(/127\.0\.0\.1:\d+/g)].map(String)
  if (servers.length !== dynos) throw new Error(`not ${dynos} dynos but ${servers.length}: ${ports}`)
  return servers
}

function portOf(server = ''): number {
  return Number(server.split(':')[1])
}

function rate(name: string, target: Target): Subject {
  return { name, once: () => measureRate(target, seconds) }
}
