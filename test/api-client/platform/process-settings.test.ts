import { testRequests } from '../../fixtures/platform-requests.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const settings = [aProcessSettings('web')]
const updates = [{ type: 'web', memory: '512M' }]

testRequests([
  {
    name: 'processSettings.list',
    call: (api) => api.processSettings.list('blog'),
    method: 'GET',
    path: '/apps/blog/process-settings',
    answer: settings,
  },
  {
    name: 'processSettings.update',
    call: (api) => api.processSettings.update('blog', updates),
    method: 'PATCH',
    path: '/apps/blog/process-settings',
    body: { updates },
    answer: settings,
  },
])
