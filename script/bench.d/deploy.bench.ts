import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { untilAnswer } from './answers.ts'
import type { Bench } from './bench.ts'
import { type LoadReport, startLoad } from './load.ts'
import { type PrivateController, withController } from './private-controller.ts'

const connections = 32
const deploys = [configure, configure, push, configure, push]

/** What visitors notice of a deploy: nothing, it is to be. */
export const bench: Bench = (options) =>
  withController(options, 'fast', async (controller) => {
    await controller.qp('ps:scale', 'web=2')
    const load = startLoad(controller.target, connections)
    try {
      for (const [index, deploy] of deploys.entries()) {
        options.say(`deploy ${index + 1} of ${deploys.length}`)
        await deploy(controller, index + 1)
      }
    } finally {
      await load.stop()
    }
    const report = await load.stop()
    for (const [failure, count] of report.failures) options.say(`${count} × ${failure}`)
    return {
      title: 'Deploys under load',
      how: `${deploys.length} deploys of 2 web dynos, one after the other: \`qp config:set\` and \`git push\`. Meanwhile ${connections} kept connections ask as fast as they are answered, from Node in the same machine. All but a whole answer with status 200 has failed: a reset, 10 s without an answer, an error page.`,
      rows: rowsOf(report),
    }
  })

function rowsOf({ requests, failed, slowest }: LoadReport) {
  return [
    { name: 'requests', value: requests, unit: '' },
    { name: 'failed', value: failed, unit: '', goal: { atMost: 0 } },
    { name: 'the slowest', value: slowest, unit: 'ms' },
  ]
}

/** When it resolves visitors see the new value. */
async function configure({ qp, target }: PrivateController, round: number): Promise<void> {
  const greeting = `configured ${round}`
  await qp('config:set', `GREETING=${greeting}`)
  await untilAnswer(target, greeting)
}

async function push({ git, source }: PrivateController, round: number): Promise<void> {
  await appendFile(path.join(source, 'server.c'), `\n/* ${round} */\n`)
  await git('commit', '--quiet', '--all', '--message', `Round ${round}`)
  await git('push', '--quiet', 'qp', 'main')
}
