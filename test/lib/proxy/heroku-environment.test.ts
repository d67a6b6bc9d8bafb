import assert from 'node:assert/strict'
import { test } from 'node:test'
import { herokuEnvironment } from '../../../src/lib/proxy/heroku-environment.ts'

test('the heroku program is told of the proxy and its key, and to call nobody else', () => {
  assert.deepEqual(herokuEnvironment({ url: 'http://127.0.0.1:5999', key: 'k' }), {
    HEROKU_HOST: 'http://127.0.0.1:5999',
    HEROKU_API_KEY: 'k',
    HEROKU_PARTICLEBOARD_URL: 'http://127.0.0.1:5999',
    DISABLE_TELEMETRY: 'true',
    HEROKU_SKIP_NEW_VERSION_CHECK: 'true',
    HEROKU_DISABLE_AUTOUPDATE: 'true',
  })
})
