import type { Target } from './answers.ts'
import { runProgram } from './run-program.ts'

export const connections = 32

/** Requests per second over connections that are kept, for so many seconds. Throws where one was not answered with success. */
export async function measureRate({ port, hostname }: Target, seconds: number): Promise<number> {
  const address = `http://127.0.0.1:${port}/`
  const argv = ['wrk', '--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`]
  const place = { cwd: '/', env: { PATH: process.env['PATH'] } }
  const report = await runProgram([...argv, '--header', `Host: ${hostname}`, address], place).catch(
    (error) => {
      if (error.code === 'ENOENT') throw new Error('wrk is missing. Install it: apt-get install wrk')
      throw error
    },
  )
  return readRate(report)
}

/** From wrk's report, which has lines on failures only where there were some. */
export function readRate(report: string): number {
  const rate = /^Requests\/sec: +([\d.]+)$/m.exec(report)?.[1]
  if (rate === undefined || /^ *(Non-2xx|Socket errors)/m.test(report)) {
    throw new Error(`not all requests were answered:\n${report}`)
  }
  return Number(rate)
}
