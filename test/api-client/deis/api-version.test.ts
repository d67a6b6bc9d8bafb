import assert from 'node:assert/strict'
import { test } from 'node:test'
import { versionWarning } from '../../../src/api-client/deis/api-version.ts'

const cases = [
  { said: undefined, isFine: true },
  { said: '2.3', isFine: true },
  { said: '2.4', isFine: true },
  { said: '2.10', isFine: true },
  { said: '2.3.1', isFine: true },
  { said: '2.2', isFine: false },
  { said: '3.3', isFine: false },
  { said: '1.7', isFine: false },
  { said: '2', isFine: false },
  { said: 'new', isFine: false },
]
for (const { said, isFine } of cases)
  test(`a controller of version ${said} ${isFine ? 'fits' : 'is warned of'}`, () => {
    const warning = versionWarning('https://deis.test', '2.3', said)
    if (isFine) assert.equal(warning, undefined)
    else
      assert.match(
        warning ?? '',
        new RegExp(`^https://deis\\.test speaks Deis API ${said}, and qp knows 2\\.3`),
      )
  })
