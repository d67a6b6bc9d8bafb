import { testRequests } from '../../fixtures/platform-requests.ts'
import { aBuildpack, aBuildpackInstallation } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'buildpacks.list',
    call: (api) => api.buildpacks.list('blog'),
    method: 'GET',
    path: '/apps/blog/buildpack-installations',
    answer: [aBuildpackInstallation()],
  },
  {
    name: 'buildpacks.replace',
    call: (api) => api.buildpacks.replace('blog', { updates: [{ buildpack: 'heroku/nodejs' }] }),
    method: 'PUT',
    path: '/apps/blog/buildpack-installations',
    body: { updates: [{ buildpack: 'heroku/nodejs' }] },
    answer: [aBuildpackInstallation()],
  },
  {
    name: 'buildpacks.listKnown',
    call: (api) => api.buildpacks.listKnown(),
    method: 'GET',
    path: '/buildpacks',
    answer: [aBuildpack()],
  },
])
