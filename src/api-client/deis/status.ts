import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { versions } from './versions.ts'

/** `GET /readiness` asks the store, and answers everybody. v1 has no more than `/healthz`. */
export function statusApi(http: DeisHttp): Controller['status'] {
  return {
    async get() {
      const { isReady, platform } = await askReadiness(http)
      const detail = isReady ? 'it answers' : 'it does not answer'
      const state = isReady ? 'up' : 'down'
      return {
        state,
        version: `Deis ${platform ?? versions[http.version].api}`,
        controller: { id: http.url },
        parts: [{ name: 'store', state, detail }],
        nodes: [],
      }
    },
  }
}

async function askReadiness(http: DeisHttp): Promise<{ isReady: boolean; platform: string | undefined }> {
  try {
    const probe = http.version === 'v2' ? '/readiness' : '/healthz'
    const { headers } = await http.getText(probe, { root: true })
    return { isReady: true, platform: headers['deis_platform_version']?.toString() }
  } catch (error) {
    if (error instanceof ApiError && error.status === 503) return { isReady: false, platform: undefined }
    throw error
  }
}
