import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usedImages } from '../../../../src/controller/engine/docker/used-images.ts'

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
    'ARG A=f4 B=§{A}a8\nARG given=no\nFROM --platform=$P $B\nFROM §{no:-§{A}}\nFROM §{A:+x}y\nFROM $given\n',
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
