import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { fishScript } from '../../../src/lib/completion/fish.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

const skip = spawnSync('fish', ['--no-config', '-c', 'true']).status === 0 ? false : 'there is no fish here'

/** What fish itself says that a line may become. */
async function completeLine(t: TestContext, line: string, answer: string) {
  const { folder, words } = await stubProgram(t, 'qp', answer)
  const home = await mkdtemp(join(tmpdir(), 'qp-fish-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  await writeFile(join(home, 'key.pem'), '')
  const script = `${fishScript}\ncomplete --do-complete "$LINE"`
  const { stdout } = await promisify(execFile)('fish', ['--no-config', '-c', script], {
    cwd: home,
    env: { PATH: `${folder}:${process.env['PATH']}`, HOME: home, LINE: line },
  })
  return { asked: (await words()).slice(2), shown: stdout.split('\n').filter((it) => it !== '') }
}

suite('fish', { skip }, () => {
  const cases: { line: string; answer: string; asked: string[]; shown: string[] }[] = [
    {
      line: 'qp config:',
      answer: 'config:get\tget it\nconfig:set\tset it\n',
      asked: ['config:'],
      shown: ['config:get\tget it', 'config:set\tset it'],
    },
    { line: 'qp config ', answer: 'set\n', asked: ['config', ''], shown: ['set'] },
    { line: 'qp info --app=b', answer: '--app=blog\n', asked: ['info', '--app=b'], shown: ['--app=blog'] },
    {
      line: 'qp login --ca-file k',
      answer: ':files\n',
      asked: ['login', '--ca-file', 'k'],
      shown: ['key.pem'],
    },
    { line: 'qp nothing ', answer: '', asked: ['nothing', ''], shown: [] },
  ]
  for (const { line, answer, asked, shown } of cases)
    test(line, async (t) => assert.deepEqual(await completeLine(t, line, answer), { asked, shown }))
})
