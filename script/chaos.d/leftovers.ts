import { readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { type Kind, labels } from '../../src/controller/domain/labels.ts'
import { readIfThere } from './client.ts'
import type { Place } from './place.ts'

/** What is still there though nothing runs any more: each a count, by its name. */
export type Leftovers = Record<string, number>

/** A client that vanished is noticed after half a minute, its process gets ten seconds more. In ms. */
const patience = 120_000

/** Waits for nothing to be left; what then still is, is left over. */
export async function findLeftovers(place: Place): Promise<Leftovers> {
  const deadline = performance.now() + patience
  for (;;) {
    const left = await count(place)
    const isClean = Object.values(left).every((it) => it === 0)
    if (isClean || performance.now() > deadline) return left
    await delay(1000)
  }
}

async function count(place: Place): Promise<Leftovers> {
  const { engine, ours } = place
  const ofKind = (kind: Kind) => engine.listContainers({ ...ours, [labels.kind]: kind })
  const holders = (await ofKind('holder')).length
  const dynos = await ofKind('dyno')
  const [web = ''] = dynos.filter((it) => it.state === 'running').map((it) => it.id)
  return {
    'one-off containers': (await ofKind('one-off')).length,
    'holders beyond one that is ready': Math.max(0, holders - 1),
    'dynos beyond web.1': dynos.length - 1,
    'runs that have not ended': JSON.parse(await place.qp('run:list', '-a', place.app, '--json')).length,
    'processes of qp': countClients(place.program),
    'processes inside web.1': await countInside(place, web),
    'endpoints of networks without a container': await countDangling(place),
    'apps that do not serve': await place.untilServes().then(
      () => 0,
      () => 1,
    ),
  }
}

/** All but the controller's own. */
function countClients(program: string): number {
  const clients = readdirSync('/proc').filter((pid) => {
    const [, file, command] = readIfThere(`/proc/${pid}/cmdline`).split('\0')
    return file === program && command !== 'server'
  })
  return clients.length
}

/** Beside the web server and the engine's init process. */
async function countInside({ docker }: Place, web: string): Promise<number> {
  const [, ...processes] = (await docker('top', web, '-eo', 'pid,args')).trim().split('\n')
  return processes.filter((it) => !/docker-init|\bnode -e\b/.test(it)).length
}

/** What the engine's own networks say is connected to them, and is no container any more. */
async function countDangling({ app, docker }: Place): Promise<number> {
  const filter = ['--filter', `label=${labels.appName}=${app}`]
  const known = (await docker('ps', '--all', '--quiet', '--no-trunc', ...filter)).split('\n')
  const networks = (await docker('network', 'ls', '--quiet', ...filter)).split('\n').filter(Boolean)
  const format = ['--format', '{{range $id, $_ := .Containers}}{{$id}} {{end}}']
  const connected = await Promise.all(networks.map((it) => docker('network', 'inspect', it, ...format)))
  return connected
    .flatMap((it) => it.split(/\s+/))
    .filter(Boolean)
    .filter((id) => !known.includes(id)).length
}
