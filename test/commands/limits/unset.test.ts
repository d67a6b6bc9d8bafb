import LimitsUnset from '../../../src/commands/limits/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const limit = (text: string, own: boolean) => ({ limit: text, request: null, own })
const limits = { memory: limit('256M', true), cpu: limit('1', false) }
const before = [
  aProcessSettings('web', { limits }),
  aProcessSettings('worker', { limits }),
  aProcessSettings('clock'),
]

testAnswers(LimitsUnset, 'limits:unset', [
  {
    argv: ['web', 'worker', '-a', 'blog'],
    stub: (api) => {
      const updates = [
        { type: 'web', memory: null },
        { type: 'worker', memory: null },
      ]
      api.get(path).reply(200, before)
      api.patch(path, { updates }).reply(200, [aProcessSettings('web')])
    },
    stdout: 'web\t512M\t1\tStandard-1X\n',
    stderr: 'Removing limits on blog... done\n',
  },
  {
    name: 'of CPUs',
    argv: ['--cpu', 'web', '-a', 'blog', '--json'],
    stub: (api) => {
      const own = { memory: limit('512M', false), cpu: limit('2', true) }
      api.get(path).reply(200, [aProcessSettings('web', { limits: own })])
      api.patch(path, { updates: [{ type: 'web', cpu: null }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr: 'Removing limits on blog... done\n',
  },
  {
    name: 'notes what is not there, and does the rest',
    argv: ['wrker', 'clock', 'web', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api.patch(path, { updates: [{ type: 'web', memory: null }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr:
      'Warning: wrker has no memory limit of its own on blog. Did you mean worker?\n' +
      'Warning: clock has no memory limit of its own on blog.\nRemoving limits on blog... done\n',
  },
  {
    name: 'changes nothing where none is there',
    argv: ['--cpu', 'web', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, before),
    stderr: 'Warning: web has no CPU limit of its own on blog.\n',
  },
])
