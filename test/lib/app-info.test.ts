import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { renderAppInfo, renderAppInfoForShell } from '../../src/lib/app-info.ts'
import { aCollaborator, aDyno, anApp } from '../fixtures/resources.ts'

test('renderAppInfo leaves out what there is nothing to say of', () => {
  const info = { app: anApp({ maintenance: true }), dynos: [], collaborators: [] }
  const labels = renderAppInfo(info, false)
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0])
  assert.deepEqual(labels, [
    'Auto Cert Mgmt',
    'Dynos',
    'Git URL',
    'Maintenance',
    'Owner',
    'Region',
    'Stack',
    'Web URL',
  ])
})

test('renderAppInfoForShell is read back by a shell', () => {
  const collaborators = [aCollaborator("o'neil@example.com"), aCollaborator('ann@example.com')]
  const dynos = [aDyno('web.1'), aDyno('web.2'), aDyno('clock.1')]
  const script = `${renderAppInfoForShell({ app: anApp(), dynos, collaborators })}\nprintf '%s|' "$collaborators" "$dynos" "$web_url"`
  assert.equal(
    execFileSync('sh', ['-c', script], { encoding: 'utf8' }),
    "ann@example.com,o'neil@example.com|web=2 clock=1|http://blog.localhost:8080/|",
  )
})
