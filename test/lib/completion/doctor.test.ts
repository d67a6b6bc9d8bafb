import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { completionChecks } from '../../../src/lib/completion/doctor.ts'
import { getShell } from '../../../src/lib/completion/shells.ts'
import { valuesPath, writeValues } from '../../../src/lib/completion/value-cache.ts'
import { runChecks } from '../../../src/lib/doctor/check.ts'
import { surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'

async function examine(t: TestContext, { right = false, verbose = false, isLoggedIn = true } = {}) {
  const { folder } = await tempPlace(t)
  const valuesFile = valuesPath(join(folder, 'completion'), 'http://qp.test', undefined)
  if (right) {
    await writeFile(join(folder, 'qp'), '')
    await chmod(join(folder, 'qp'), 0o755)
    await writeFile(join(folder, '.bashrc'), '. ~/.qp.bash\n')
    await writeValues(valuesFile, { app: ['blog', 'shop'] })
  }
  const checks = completionChecks({
    surroundings: surroundingsOf({ env: { HOME: folder, PATH: folder }, now: () => new Date() }),
    shell: getShell('bash', {}, 'linux'),
    valuesFile: isLoggedIn ? valuesFile : undefined,
    verbose,
  })
  const results = await runChecks(checks, { signal: new AbortController().signal, onResult: () => {} })
  return results.map(({ status, detail, hint }) => [status, detail.replaceAll(folder, '~'), hint])
}

test('all is well', async (t) => {
  const [program, setup, names] = await examine(t, { right: true })
  assert.deepEqual(program, ['passed', 'qp is on PATH.', null])
  assert.deepEqual(setup, ['passed', 'bash reads it.', null])
  assert.match(String(names?.[1]), /^2 apps, as of \d\.\ds ago\.$/)
})

test('what is missing is named, with what to do', async (t) => {
  assert.deepEqual(await examine(t), [
    ['failed', 'qp is not on PATH, where shells look for it.', 'Put its folder on PATH.'],
    [
      'failed',
      'bash does not read it.',
      "qp autocomplete:script bash > ~/.qp.bash && echo '. ~/.qp.bash' >> ~/.bashrc",
    ],
    ['warned', 'no names are known yet.', '`qp autocomplete --refresh-cache` asks for them.'],
  ])
})

test('the files that were looked at are named when asked for', async (t) => {
  const details = (await examine(t, { right: true, verbose: true })).map(([, detail]) => detail)
  assert.equal(details[0], 'qp is on PATH (~/qp).')
  assert.equal(details[1], 'bash reads it (~/.bashrc).')
})

test('without a login there is nobody to ask', async (t) => {
  const [, , names] = await examine(t, { isLoggedIn: false })
  assert.deepEqual(names, ['warned', 'nobody is logged in to ask.', '`qp login URL` logs you in.'])
})
