import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { commandLines, qpLines, runsExample } from '../../../acceptance/runner/command-lines.ts'
import { parseScript } from '../../../acceptance/runner/parse.ts'

test('what a script runs and sees succeed', () => {
  const script = `
exec qp apps
! exec qp apps:create 'Not a name'
await exec qp ps
await 90 exec qp run:list
await ! exec qp logs
pty QP_CONFIG_DIR=$WORK/ann qp login $URL
start tail qp logs --tail > tail.log
defer qp apps:destroy $APP
stdout qp run:logs
exec git push -q qp main`
  assert.deepEqual(commandLines(parseScript(script)), [
    'qp apps',
    'qp ps',
    'qp run:list',
    'qp login $URL',
    'qp logs --tail',
    'qp main',
  ])
})

suite('a line of shell', () => {
  const cases: [string, string[]][] = [
    ['qp config --shell > .env', ['qp config --shell']],
    ['pass show blog | qp config:set A=- && qp ps|wc -l', ['qp config:set A=-', 'qp ps']],
    [`qp run 'echo $HOME | wc -c' 2>&1`, [`qp run 'echo $HOME | wc -c'`]],
    [String.raw`qp run "echo \"a|b\"" \; x;true`, [String.raw`qp run "echo \"a|b\"" \; x`]],
    ['export QP_API_KEY="$(qp auth:token)"', ['qp auth:token']],
    [
      'qp users:create a@example.com --password-file - < password',
      ['qp users:create a@example.com --password-file -'],
    ],
    ['echo sqp qps', []],
  ]
  for (const [line, expected] of cases) {
    test(line, () => {
      assert.deepEqual(qpLines(line), expected)
    })
  }
})

suite('a line runs an example', () => {
  const cases: [line: string, example: string, runs: boolean][] = [
    ['qp config -a $APP', 'qp config -a blog', true],
    ['qp git:remote -a $APP-staging -r staging', 'qp git:remote -a blog-staging -r staging', true],
    ['qp login $' + '{URL} --name x', 'qp login https://qp.example.com --name x', true],
    [`qp run 'echo $HOME'`, `qp run 'echo $HOME'`, true],
    ['qp config', 'qp config -a blog', false],
    ['qp config -a $APP --json', 'qp config -a blog', false],
    ['qp ps:stop $DYNO', 'qp ps:stop', false],
    ['qp ps:stop $DYNO', 'qp ps:stop -p run', false],
    ['qp domains:add www.example.com', 'qp domains:add wwwXexample.com', false],
  ]
  for (const [line, example, runs] of cases) {
    test(`${line} ${runs ? 'does' : 'does not'}: ${example}`, () => {
      assert.equal(runsExample(line, example), runs)
    })
  }
})
