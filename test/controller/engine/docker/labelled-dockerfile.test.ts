import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { labelDockerfile } from '../../../../src/controller/engine/docker/labelled-dockerfile.ts'

const labels = { a: 'b', c: 'say "$d"' }
const line = String.raw`LABEL "a"="b" "c"="say \"\$d\""`

describe('a line of labels behind each FROM', () => {
  const cases = [
    { what: 'one stage', text: 'FROM a\nRUN b\n', expected: `FROM a\n${line}\nRUN b\n` },
    { what: 'no end of line', text: 'FROM a', expected: `FROM a\n${line}` },
    {
      what: 'stages, in any case, behind an ARG',
      text: 'ARG x\n  from a AS b\nRUN c\nFROM b\n',
      expected: `ARG x\n  from a AS b\n${line}\nRUN c\nFROM b\n${line}\n`,
    },
    {
      what: 'an instruction of several lines, with a comment among them',
      text: 'FROM \\\n# why\n\n  a \\  \n AS b\r\nRUN c\n',
      expected: `FROM \\\n# why\n\n  a \\  \n AS b\r\n${line}\nRUN c\n`,
    },
    {
      what: 'what only looks like one',
      text: 'FROM a\nRUN echo \\\nFROM b\n# FROM c\nFROMAGE\n',
      expected: `FROM a\n${line}\nRUN echo \\\nFROM b\n# FROM c\nFROMAGE\n`,
    },
    {
      what: 'another escape',
      text: '# syntax=x\n# Escape=`\nFROM `\n a\nRUN b \\\nFROM c\n',
      expected: `# syntax=x\n# Escape=\`\nFROM \`\n a\n${line}\nRUN b \\\nFROM c\n${line}\n`,
    },
    {
      what: 'an escape that comes too late to be one',
      text: '# a comment\n# escape=`\nFROM a\nRUN b `\nFROM c\n',
      expected: `# a comment\n# escape=\`\nFROM a\n${line}\nRUN b \`\nFROM c\n${line}\n`,
    },
  ]
  for (const { what, text, expected } of cases) {
    test(what, () => {
      const made = labelDockerfile(text, labels)
      assert.equal(made.text, expected)
      assert.equal(made.line, line)
      assert.equal(made.count, expected.split(line).length - 1)
    })
  }

  test('a line is found again by the number that its author knows', () => {
    const text = 'FROM a\nRUN b\nFROM c\nRUN d\n'
    const made = labelDockerfile(text, labels)
    const now = made.text.split('\n')
    for (const [index, it] of text.split('\n').entries()) {
      const number = it === '' ? now.length : now.indexOf(it) + 1
      assert.equal(made.originalLine(number), index + 1)
    }
  })
})
