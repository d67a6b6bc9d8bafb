import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { zshScript } from '../../../src/lib/completion/zsh.ts'
import { spawnInPty } from '../../fixtures/pty.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

const skip = spawnSync('zsh', ['-f', '-c', 'true']).status === 0 ? false : 'there is no zsh here'

/** Types into a zsh that has read the script, presses Tab, and returns what it asked and, with Enter, what the line had become. */
async function completeLine(t: TestContext, typed: string, answer: string) {
  const { folder, words } = await stubProgram(t, 'qp', answer)
  const home = await mkdtemp(join(tmpdir(), 'qp-zsh-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  await writeFile(join(home, '.zshrc'), `${zshScript}\nPS1='ready>'; unsetopt LIST_BEEP\n`)
  await using zsh = spawnInPty(['zsh', '-d', '-i'], {
    cwd: home,
    env: { PATH: `${folder}:${process.env['PATH']}`, HOME: home, ZDOTDIR: home, COLUMNS: '200' },
    columns: 200,
  })
  await zsh.until(/ready>/)
  zsh.write(`${typed}\t`)
  while ((await words()).length === 0) await zsh.until(/./)
  const asked = (await words()).slice(2)
  zsh.write('END\r')
  await zsh.until(/END/)
  return { asked, shown: zsh.output() }
}

suite('zsh', { skip }, () => {
  const cases: { line: string; answer: string; asked: string[]; became: string }[] = [
    { line: 'qp config:g', answer: 'config:get\tget it\n', asked: ['config:g'], became: 'qp config:get END' },
    { line: 'qp ', answer: 'config\n', asked: [''], became: 'qp config END' },
    { line: 'qp ps:scale w', answer: 'web=\n', asked: ['ps:scale', 'w'], became: 'qp ps:scale web=END' },
    {
      line: 'qp info --app=b',
      answer: '--app=blog\n',
      asked: ['info', '--app=b'],
      became: 'qp info --app=blog END',
    },
    {
      line: 'qp login --ca-file .zsh',
      answer: ':files\n',
      asked: ['login', '--ca-file', '.zsh'],
      became: 'qp login --ca-file .zshrc END',
    },
  ]
  for (const { line, answer, asked, became } of cases)
    test(line, async (t) => {
      const seen = await completeLine(t, line, answer)
      assert.deepEqual(seen.asked, asked)
      // The editor draws by moving about: only letters count.
      assert.ok(lettersOf(seen.shown).includes(lettersOf(became)), JSON.stringify(seen.shown))
    })

  test('of several, each is shown with what it is', async (t) => {
    const { shown } = await completeLine(t, 'qp config', 'config\tshow\nconfig:set\tset it\n')
    assert.match(shown, /config:set {2}-- set it/)
  })
})

function lettersOf(text: string): string {
  return text.replace(/\u001B\[[\d;?]*[A-Za-z]/g, '').replace(/[^\w:=.-]/g, '')
}
