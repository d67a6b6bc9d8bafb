import type { Agents } from '../../api-client/agents.ts'
import type { Controller } from '../../api-client/controller.ts'
import { probeController } from '../../api-client/probe.ts'
import type { Finding } from './check.ts'

export interface ApiOptions {
  url: string
  /** Undefined: not logged in. */
  api: Pick<Controller, 'account'> | undefined
  agents: Agents
  signal: AbortSignal
}

/** Whether a controller answers, which, and whose the token is. */
export async function checkApi({ url, api, agents, signal }: ApiOptions): Promise<Finding> {
  const { version } = await probeController(url, { agents, signal })
  const who = version === undefined ? 'a controller' : `qp ${version}`
  if (!api) {
    const hint = `\`qp login ${url}\` logs you in.`
    return { status: 'failed', detail: `${who} answers, but you are not logged in to it.`, hint }
  }
  const { email } = await api.account.get()
  return { status: 'passed', detail: `${who}, as ${email}` }
}
