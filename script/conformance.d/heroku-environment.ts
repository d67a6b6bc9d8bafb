import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openPrivateAuthority } from '../../src/controller/http/private-authority.ts'
import { openTlsFront } from './tls-front.ts'

/** What the program needs to know of a controller on this machine, and nothing of its own to call anybody else. */
export async function herokuEnvironment({
  URL: url = '',
  ADMIN_TOKEN = '',
}: Readonly<Record<string, string>>): Promise<{ variables: Record<string, string> } & AsyncDisposable> {
  const port = Number(new URL(url).port)
  const host = `http://localhost:${port}`
  const folder = path.join(path.dirname(ADMIN_TOKEN), 'rendezvous')
  const authority = await openPrivateAuthority(folder, () => new Date())
  const front = await openTlsFront(authority.issue(['localhost']), port)
  const variables = {
    HEROKU_HOST: host,
    HEROKU_API_KEY: (await readFile(ADMIN_TOKEN, 'utf8')).trim(),
    // What would be asked of other hosts, or started in the background.
    HEROKU_PARTICLEBOARD_URL: host,
    HEROKU_LOGIN_HOST: host,
    DISABLE_TELEMETRY: 'true',
    HEROKU_SKIP_NEW_VERSION_CHECK: 'true',
    HEROKU_DISABLE_AUTOUPDATE: 'true',
    // Where a token is kept, on any machine.
    HEROKU_NETRC_WRITE: 'true',
    // Rendezvous and git are by TLS alone.
    HEROKU_GIT_HOST: `localhost:${front.port}`,
    NODE_EXTRA_CA_CERTS: authority.caFile,
    GIT_SSL_CAINFO: authority.caFile,
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
  }
  return { variables, [Symbol.asyncDispose]: async () => front.close() }
}
