import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePorts } from '../../acceptance/runner/free-ports.ts'
import { untilAnswer } from './answers.ts'
import type { Bench } from './bench.ts'
import { type Measured, measureInTurns, median, type Subject } from './in-turns.ts'
import { type PrivateController, withController } from './private-controller.ts'

/** What a push costs above the engine's own work: the build and a start of the container. */
export const bench: Bench = (options) =>
  withController(options, 'hello', async (controller) => {
    const rounds = Math.min(options.rounds, 15)
    const subjects = [await buildAndRun(controller), push(controller)]
    const measured = await measureInTurns(subjects, { rounds })
    return {
      title: 'Push',
      reference: '`docker build` and `docker run`',
      how: `Medians of ${rounds} rounds in turns. The app is a Dockerfile of four lines and a small server in Python; each round changes one file. \`git push\` is timed from its start to its end: the new dyno serves and the old one is gone. Docker is timed until the new container answers; nothing is stopped.`,
      rows: rowsOf(measured),
    }
  })

function rowsOf(measured: readonly Measured[]) {
  const [plain, push] = measured
  const own = push?.values.map((value, round) => value - (plain?.values[round] ?? Number.NaN)) ?? []
  return [
    ...measured.map(({ name, median, ratio }) => ({ name, value: median, unit: 'ms', ratio })),
    { name: "qp's own part: the difference", value: median(own), unit: 'ms', goal: { atMost: 1500 } },
  ]
}

function push(controller: PrivateController): Subject {
  let round = 0
  return {
    name: '`git push qp main`',
    async once() {
      const greeting = `pushed ${++round}`
      await change(controller, greeting)
      await controller.git('commit', '--quiet', '--all', '--message', greeting)
      const begun = performance.now()
      await controller.git('push', 'qp', 'main')
      const took = performance.now() - begun
      await untilAnswer(controller.target, greeting)
      return took
    },
  }
}

/** The same tree by hand. Each has contents of its own, or one would find its layers in the other's cache. */
async function buildAndRun(controller: PrivateController): Promise<Subject> {
  const { app, docker } = controller
  const [port = 0] = await findFreePorts(1)
  const name = `${app}-plain`
  const where = ['--publish', `127.0.0.1:${port}:5000`, '--env', 'PORT=5000']
  let round = 0
  const remove = async () => {
    if (round === 0) return
    await docker('rm', '--force', name)
    await docker('rmi', name)
  }
  controller.atEnd(remove)
  return {
    name: '`docker build` and `docker run` until it answers',
    async once() {
      await remove()
      const greeting = `plain ${++round}`
      await change(controller, greeting)
      const begun = performance.now()
      await docker('build', '--tag', name, '.')
      await docker('run', '--detach', '--name', name, ...where, name)
      await untilAnswer({ port, hostname: 'localhost' }, greeting)
      return performance.now() - begun
    },
  }
}

async function change({ source }: PrivateController, greeting: string): Promise<void> {
  await writeFile(path.join(source, 'greeting.txt'), greeting)
}
