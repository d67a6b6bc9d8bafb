import { Agent } from 'node:http'
import { get, type Target } from './answers.ts'

export interface LoadReport {
  requests: number
  /** No answer, a part of one, or another status than 200. */
  failed: number
  /** How often each failure was seen. */
  failures: ReadonlyMap<string, number>
  /** The slowest, in ms. */
  slowest: number
}

/** Asks over so many kept connections, each as soon as it was answered, until it is told to stop. */
export function startLoad(target: Target, connections: number): { stop: () => Promise<LoadReport> } {
  const failures = new Map<string, number>()
  const report = { requests: 0, failed: 0, failures, slowest: 0 }
  let isOver = false
  const ask = async (agent: Agent) => {
    const begun = performance.now()
    const { status } = await get({ ...target, agent }).catch((error: Error) => ({ status: String(error) }))
    report.requests += 1
    report.slowest = Math.max(report.slowest, performance.now() - begun)
    if (status === 200) return
    report.failed += 1
    failures.set(String(status), (failures.get(String(status)) ?? 0) + 1)
  }
  const connection = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!isOver) await ask(agent)
    agent.destroy()
  }
  const all = Promise.all(Array.from({ length: connections }, connection))
  return {
    async stop() {
      isOver = true
      await all
      return report
    },
  }
}
