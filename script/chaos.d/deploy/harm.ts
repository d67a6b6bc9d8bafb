import { setTimeout as delay } from 'node:timers/promises'
import { labels } from '../../../src/controller/domain/labels.ts'
import type { Harm } from './draw.ts'
import type { DeployPlace } from './place.ts'

/** Does what was drawn, when it was. Resolves once it is done: of a controller, once it serves again. */
export async function doHarm(place: DeployPlace, controllerId: string, harm: Harm): Promise<void> {
  await delay(harm.after)
  const { controller, docker } = place
  if (harm.kind === 'controller-killed' || harm.kind === 'controller-stopped') {
    await controller.end(harm.kind === 'controller-killed' ? 'SIGKILL' : 'SIGTERM')
    await delay(harm.away)
    return controller.start()
  }
  const ours = { [labels.controller]: controllerId, [labels.kind]: 'dyno' }
  const containers = (await place.engine.listContainers(ours)).filter((it) => it.state === 'running')
  const id = containers[harm.which % containers.length]?.id
  if (id === undefined) return
  // It may go by itself meanwhile.
  if (harm.kind === 'dyno-killed') await docker('kill', id).catch(() => {})
  if (harm.kind === 'dyno-removed') await docker('rm', '--force', id).catch(() => {})
  if (harm.kind === 'dyno-crashed') {
    const pid = Number(await docker('inspect', '--format', '{{.State.Pid}}', id).catch(() => '0'))
    if (pid > 0) process.kill(pid, 'SIGKILL')
  }
}
