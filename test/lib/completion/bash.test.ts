import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { bashScript } from '../../../src/lib/completion/bash.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

/** What bash is told for a line with the cursor at its end, and what it asked. */
async function completeLine(t: TestContext, line: string, answer: string, { breaks = '\'">:=' } = {}) {
  const { folder, words } = await stubProgram(t, 'qp', answer)
  const script = `${bashScript}\nCOMP_WORDBREAKS="$BREAKS" COMP_LINE="$LINE" COMP_POINT=\${#LINE}\n_qp_complete\nprintf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], {
    cwd: join(import.meta.dirname),
    env: { PATH: `${folder}:${process.env['PATH']}`, LINE: line, BREAKS: breaks },
  })
  return { asked: (await words()).slice(2), replies: stdout.split('\n').filter((it) => it !== '') }
}

suite('words are cut at spaces alone, and answers where bash cuts', () => {
  const cases: { line: string; answer: string; asked: string[]; replies: string[] }[] = [
    {
      line: 'qp con',
      answer: 'config\tshow\nconfig:set\n',
      asked: ['con'],
      replies: ['config', 'config:set'],
    },
    { line: 'qp config:s', answer: 'config:set\tset\n', asked: ['config:s'], replies: ['set'] },
    { line: 'qp config:', answer: 'config:get\nconfig:set\n', asked: ['config:'], replies: ['get', 'set'] },
    { line: 'qp config ', answer: 'set\n', asked: ['config', ''], replies: ['set'] },
    {
      line: 'qp apps:info --app=bl',
      answer: '--app=blog\n',
      asked: ['apps:info', '--app=bl'],
      replies: ['blog'],
    },
    { line: 'qp ps:scale  w', answer: 'web=\n', asked: ['ps:scale', 'w'], replies: ['web='] },
    { line: 'qp nothing ', answer: '', asked: ['nothing', ''], replies: [] },
    {
      line: 'qp login --ca-file bash',
      answer: ':files\n',
      asked: ['login', '--ca-file', 'bash'],
      replies: ['bash.test.ts'],
    },
    {
      line: 'qp login --ca-file=bash',
      answer: ':files\n',
      asked: ['login', '--ca-file=bash'],
      replies: ['bash.test.ts'],
    },
  ]
  for (const { line, answer, asked, replies } of cases)
    test(line, async (t) => assert.deepEqual(await completeLine(t, line, answer), { asked, replies }))
})

test('where a colon is no end of a word, the whole is given back', async (t) => {
  const { replies } = await completeLine(t, 'qp config:s', 'config:set\n', { breaks: ' ' })
  assert.deepEqual(replies, ['config:set'])
})
