import { problem } from '../domain/problem.ts'

/**
 * Ends what a build does by its signal when its time is over, and with the signal it is given: a build that hangs would keep the
 * app's turn and one of the builders for ever. Throws `build_failed` then.
 */
export async function inBuildTime<T>(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(problem('build_failed', tooLong(seconds))), seconds * 1000)
  try {
    return await work(AbortSignal.any([signal, limit.signal]))
  } finally {
    clearTimeout(timer)
  }
}

function tooLong(seconds: number): string {
  const time = seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`
  return `The build took longer than ${time} and was stopped. \`qp server --build-timeout SECONDS\` gives builds more time.`
}
