import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import {
  type Countable,
  capacities,
  checkLength,
  checkRoom,
  longestText,
  mostDynos,
} from '../../../src/controller/domain/capacity.ts'
import { longestString, mostBytes } from '../../../src/controller/domain/execve.ts'

test('there is room up to the most, and then it is said what makes room', () => {
  for (const what of Object.keys(capacities) as Countable[]) {
    const { most, names, next } = capacities[what]
    checkRoom(what, 'blog', most - 1)
    assert.throws(() => checkRoom(what, 'blog', most), {
      id: 'invalid_params',
      message: `blog has ${most} ${names}; ${most} is the most there can be. ${next}.`,
    })
  }
})

test('several at once need room for all; who adds none is not asked, even where there are too many', () => {
  checkRoom('label', 'blog', 48, 2)
  assert.throws(() => checkRoom('label', 'you', 48, 3), { message: /^You have 48 labels; 50 is the most/ })
  checkRoom('label', 'blog', 60, 0)
  checkRoom('label', 'blog', 60, -1)
})

test('a text is as long as it may be, and no longer', () => {
  checkLength('The description', 'x'.repeat(longestText))
  assert.throws(() => checkLength('The description', 'x'.repeat(longestText + 1)), {
    id: 'invalid_params',
    message: 'The description has 1001 characters: use 1000 at most.',
  })
})

test('docs/limits.md says the same', async () => {
  const text = await readFile(new URL('../../../docs/limits.md', import.meta.url), 'utf8')
  const told = new Map(
    [...text.matchAll(/^\| (.+) \| (\d+) \|$/gm)].map(([, name, most]) => [name, Number(most)]),
  )
  for (const { names, most } of Object.values(capacities)) assert.equal(told.get(names), most, names)
  assert.equal(told.get('dynos of one process type'), mostDynos)
  assert.equal(told.get('bytes of all config vars'), mostBytes)
  assert.equal(told.get('bytes of one config var'), longestString)
  assert.equal(told.get("bytes of a Procfile's command"), longestString - 1)
})
