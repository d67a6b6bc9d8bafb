import assert from 'node:assert/strict'
import { test } from 'node:test'
import { versions } from '../../../src/api-client/deis/versions.ts'
import { stubbedDeis, stubDeis } from '../../fixtures/deis-requests.ts'

test('each version is at its own place, and says the number that its table has', async (t) => {
  for (const version of ['v1', 'v2'] as const) {
    stubDeis(t, [{ method: 'GET', path: '/apps/demo/config/', answer: { values: {} } }], version)
    const warnings: string[] = []
    assert.deepEqual(await stubbedDeis(version, warnings).configVars.get('demo'), {})
    // The stub says the number of the document.
    assert.deepEqual(warnings, [], versions[version].api)
  }
})
