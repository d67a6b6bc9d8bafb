import { request } from 'node:http'

/** Longest path that a unix socket's address holds (sun_path is 108 bytes with its end mark). */
export const longestSocketPath = 107

/** One request to `route-table.lua` or `certificates.lua` over nginx's admin socket. Rejects where nginx does not answer or says no. */
export function askBalancer(socketPath: string, method: 'GET' | 'PUT' | 'DELETE', path: string, body = '') {
  return new Promise<string>((resolve, reject) => {
    const call = request({ socketPath, method, path, timeout: 5000, agent: false, headers: headers(body) })
    call.on('timeout', () => call.destroy(new Error(`nginx did not answer ${method} ${path} within 5 s`)))
    call.on('error', reject)
    call.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`nginx answered ${method} ${path} with ${response.statusCode}: ${text}`))
      })
    })
    call.end(body)
  })
}

function headers(body: string) {
  return { host: 'router', 'content-length': Buffer.byteLength(body) }
}
