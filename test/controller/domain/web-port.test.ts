import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visibleConfig, webPort } from '../../../src/controller/domain/web-port.ts'

test('what buildpacks built listens where it is told to, whatever a config var says', () => {
  const config = { A: '1', PORT: '8080' }
  assert.equal(webPort('buildpack', { config, exposedPort: null }), 5000)
  assert.deepEqual(visibleConfig('buildpack', config), { A: '1' })
})

test('an image says by EXPOSE where it listens, and a config var wins over that', () => {
  assert.equal(webPort('image', { config: {}, exposedPort: null }), 5000)
  assert.equal(webPort('image', { config: {}, exposedPort: 3000 }), 3000)
  const config = { PORT: '8080' }
  assert.equal(webPort('image', { config, exposedPort: 3000 }), 8080)
  assert.deepEqual(visibleConfig('image', config), config)
})

for (const PORT of ['', '0', '65536', 'http', '80a', '8080.5', '080', ' 80'])
  test(`${JSON.stringify(PORT)} is no port, and reaches nobody`, () => {
    assert.equal(webPort('image', { config: { PORT }, exposedPort: 3000 }), 3000)
    assert.deepEqual(visibleConfig('image', { PORT }), {})
  })
