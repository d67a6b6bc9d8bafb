import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pinImages, usedImages } from '../../../../src/controller/engine/docker/used-images.ts'

// § stands for $, which Biome takes for a forgotten template.
for (const [what, text, images] of [
  [
    'each FROM and each copy',
    'FROM a AS One\nCOPY --from=b /x /x\nfrom c\ncopy --chown=1 --from=d \\\n /x /x\n',
    ['a', 'b', 'c', 'd'],
  ],
  ['no stage, and not scratch', 'FROM a AS One\nFROM scratch\nCOPY --from=one /x /x\nFROM one\n', ['a']],
  ['no stage by its number', 'FROM a\nFROM b\nCOPY --from=0 /x /x\n', ['a', 'b']],
  [
    'variables',
    'ARG A=f4 B=§{A}a8 C="a b" D\nARG given=no\nFROM --platform=$P $B\nFROM §{no:-§{A}}\nFROM §{A:+x}y\nFROM $given\n',
    ['f4a8', 'f4', 'xy', 'yes'],
  ],
  ['quotes and escapes', 'FROM f"4"\'a\'\\8\n', ['f4a8']],
  ['what a later build is made to copy', 'FROM a\nONBUILD COPY --from=b /x /x\n', ['a', 'b']],
  ['what can not be told', 'FROM §{a#b}\n', ['$' + '{a#b}']],
] as const) {
  test(`the images that a Dockerfile uses: ${what}`, () => {
    assert.deepEqual(usedImages(text.replaceAll('§', '$'), { given: 'yes' }), [...images])
  })
}

for (const [what, text, images] of [
  ['a flag in quotes', 'FROM --platform="linux/amd64" a AS b\nCOPY --fr"om"=c\\d /x /x\n', ['a', 'cd']],
  ['a flag with a space', 'FROM --platform="§{x:+b c}" a\n', ['--platform= a']],
  ['a flag with an image and a stage', 'FROM --p="§{x:+--a b as --c}l" a\n', ['--p=l a']],
  ['a variable in quotes', 'ARG A=b\nARG "A"=a\nFROM $A\n', ['$A']],
  ['a variable by a variable', 'ARG x=A A=b\nARG $x=a\nFROM $A\n', ['$A']],
  ['a variable in the value of another', 'ARG A=a B="c A=b"\nFROM $A\n', ['a']],
  ['a variable of a stage', 'ARG A=a\nFROM scratch\nARG A=b\nFROM $A\n', ['a']],
  ['a variable of digits', 'FROM a$1b\n', ['ab']],
] as const) {
  test(`an image is not hidden by ${what}`, () => {
    assert.deepEqual(
      usedImages(text.replaceAll('§', '$'), {}),
      images.map((it) => it.replaceAll('§', '$')),
    )
  })
}

for (const text of [
  'FROM a\u2028\n',
  '\u0085FROM a',
  'FROM \\\u0085\na',
  'FROM \\\r\r\na',
  'RUN x\nCOPY\u00a0--from=b /x /x',
]) {
  test(`${JSON.stringify(text)} is refused: not everybody sees its words`, () => {
    assert.throws(() => usedImages(text, {}), { id: 'build_failed', message: /white space at line [12]/ })
  })
}

test('line ends of Windows, and a space that does not break in what is printed, are nobody’s trouble', () => {
  assert.deepEqual(usedImages('FROM a\r\nRUN echo "1\u00a0%"\r\n', {}), ['a'])
})

test('a build begins from what a name means now, and its lines keep their numbers', () => {
  const text =
    'ARG A=a\nFROM --platform=x \\\n  $A \\\n  as One\nRUN b\nfrom one\nCOPY --from=b /x /x\nFROM c\n'
  const ids = new Map([
    ['a', 'sha256:1'],
    ['b', 'sha256:2'],
  ])
  assert.equal(
    pinImages(text, {}, ids),
    'ARG A=a\nFROM --platform=x sha256:1 AS One\n\n\nRUN b\nfrom one\nCOPY --from=b /x /x\nFROM c\n',
  )
})
