import { type Problem, problem } from '../../domain/problem.ts'
import { type DockerEndpoint, describeEndpoint } from './endpoint.ts'

/** Something answered, and it is no Docker Engine. `said` is what came, as text or bytes; `status` where it was HTTP. */
export function describeStranger(
  endpoint: DockerEndpoint,
  { said, status, cause }: { said: string | Buffer; status?: number; cause?: unknown },
): Problem {
  const line = firstLine(said)
  const answer = [...(status === undefined ? [] : [`HTTP ${status}`]), ...(line === '' ? [] : [`"${line}"`])]
  const what = answer.length === 0 ? '' : ` (${answer.join(', ')})`
  const next = line.startsWith('SSH-')
    ? 'An engine that is reached by ssh is written ssh://USER@HOST.'
    : 'Check the host and the port: an engine has 2375, or 2376 with TLS, where nobody chose another.'
  return problem(
    'engine_unavailable',
    `What answers at ${describeEndpoint(endpoint)} is no Docker Engine${what}. ${next}`,
    { cause },
  )
}

/** In characters. */
const longestLine = 80

/** What can be shown of it; the rest could play with a terminal. */
function firstLine(said: string | Buffer): string {
  const line = said.toString().trimStart().split(/\r?\n/, 1)[0] ?? ''
  const shown = line.replace(/[\p{C}\ufffd]/gu, '?')
  return shown.length > longestLine ? `${shown.slice(0, longestLine)}…` : shown
}
