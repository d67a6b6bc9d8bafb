import assert from 'node:assert/strict'
import { test } from 'node:test'
import AppsOpen from '../../../src/commands/apps/open.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AppsOpen, 'apps:open', [
  { argv: ['/a', '/b'], stderr: 'Error: Unexpected argument: /b\nAdd --help to see what it takes.\n' },
])

const cases = [
  { path: [], url: 'http://blog.localhost:8080/' },
  { path: ['/about'], url: 'http://blog.localhost:8080/about' },
  { path: ['//elsewhere.test'], url: 'http://blog.localhost:8080/elsewhere.test' },
]

for (const { path, url } of cases) {
  test(`qp apps:open ${path.join(' ')} opens ${url}`, async (t) => {
    stubController(t).get('/apps/blog').reply(200, anApp())
    const opened: string[] = []
    const openBrowser = async (address: string) => void opened.push(address)
    const result = await runCommand(t, AppsOpen, [...path, '-a', 'blog', '--json'], {
      surroundings: { openBrowser },
    })
    assert.deepEqual(result, {
      stdout: `{\n  "url": "${url}"\n}\n`,
      stderr: `Opening ${url}\n`,
      exitCode: 0,
    })
    assertIsJsonAnswer('apps:open', result.stdout)
    assert.deepEqual(opened, [url])
  })
}
