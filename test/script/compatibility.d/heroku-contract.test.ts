import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHerokuContract } from '../../../script/compatibility.d/heroku-contract.ts'

const head = 'command\taliases\thidden_aliases\targs\tflags\tjson'
const read = (...lines: string[]) => readHerokuContract([head, ...lines, ''].join('\n'))

test('a command with its names, arguments and flags', () => {
  assert.deepEqual(
    read('ps:stop\tps:kill\tstop,kill\t[DYNO]\t-a/--app=<value>(required,env=X); --json\tyes'),
    [
      {
        command: 'ps:stop',
        aliases: ['ps:kill', 'stop', 'kill'],
        args: [{ name: 'DYNO', required: false, isRest: false }],
        flags: [
          { name: 'app', char: 'a', takesValue: true, isHidden: false },
          { name: 'json', takesValue: false, isHidden: false },
        ],
      },
    ],
  )
})

test('other spellings of a flag are flags of their own', () => {
  const [command] = read(
    'x\t\t\t\t-d/--dyno-name=<value>(aliases=dyno); --[no-]wait; -p/--ps=<a|b>(hidden)\tno',
  )
  assert.deepEqual(
    command?.flags.map(({ name, char, takesValue, isHidden }) => [name, char, takesValue, isHidden]),
    [
      ['dyno-name', 'd', true, false],
      ['dyno', undefined, true, false],
      ['wait', undefined, false, false],
      ['no-wait', undefined, false, false],
      ['ps', 'p', true, true],
    ],
  )
})

test('arguments: choices are no part of the name, and dots are any words', () => {
  const [command] = read('x\t\t\tKEY [VALUE]{on|off} ...\t\tno')
  assert.deepEqual(command?.args, [
    { name: 'KEY', required: true, isRest: false },
    { name: 'VALUE', required: false, isRest: false },
    { name: 'WORD', required: true, isRest: true },
  ])
})
