import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { windowsArgv } from '../../../src/lib/plugins/windows-argv.ts'

test('a program is started as it is, with its words as they are', () => {
  const argv = ['a b', '"', '%PATH%']
  for (const [path, platform] of [
    ['/bin/qp-x.cmd', 'linux'],
    ['C:\\bin\\qp-x.exe', 'win32'],
  ] as const)
    assert.deepEqual(windowsArgv(path, argv, platform), { file: path, args: argv, verbatim: false })
})

suite('what cmd.exe reads twice is escaped twice', () => {
  const cases: [string, string][] = [
    ['plain', '^^^"plain^^^"'],
    ['two words', '^^^"two^^^ words^^^"'],
    ['%PATH%', '^^^"^^^%PATH^^^%^^^"'],
    ['a&b|c', '^^^"a^^^&b^^^|c^^^"'],
    ['say "hi"', '^^^"say^^^ \\^^^"hi\\^^^"^^^"'],
    ['C:\\', '^^^"C:\\\\^^^"'],
    ['', '^^^"^^^"'],
  ]
  for (const [word, written] of cases)
    test(JSON.stringify(word), () => {
      const { file, args, verbatim } = windowsArgv('C:\\my bin\\qp-x.CMD', [word], 'win32')
      assert.deepEqual([file, verbatim, args.slice(0, 3)], ['cmd.exe', true, ['/d', '/s', '/c']])
      assert.equal(args[3], `"C:\\my^ bin\\qp-x.CMD ${written}"`)
    })
})
