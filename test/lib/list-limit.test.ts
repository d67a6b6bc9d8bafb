import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listLimitFlag } from '../../src/lib/list-limit.ts'

test('the letter is that of deis', () => assert.equal(listLimitFlag.limit.char, 'l'))
