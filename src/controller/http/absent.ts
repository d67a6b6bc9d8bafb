/** What Heroku's clients ask for and no controller has, and what does the like here. */
const absent = {
  teams: 'There are no teams here. `qp access:add` lets somebody into an app.',
  spaces: 'There are no spaces here. A controller has its machines to itself.',
  pipelines: 'There are no pipelines here. A git remote for each app deploys one source to several.',
  addons: "There are no add-ons here. `qp config:set` gives an app a service's address.",
  telemetry: 'There are no telemetry drains here. `qp drains:add` sends the logs of an app elsewhere.',
  usage: 'There is no usage to pay for here.',
}

/** By the first part of a path. */
const ofFirst: Readonly<Record<string, string>> = {
  teams: absent.teams,
  organizations: absent.teams,
  'enterprise-accounts': absent.teams,
  spaces: absent.spaces,
  pipelines: absent.pipelines,
  'pipeline-couplings': absent.pipelines,
  'pipeline-promotions': absent.pipelines,
  'review-apps': absent.pipelines,
  addons: absent.addons,
  'addon-services': absent.addons,
  'addon-attachments': absent.addons,
  'telemetry-drains': absent.telemetry,
}

/** By what follows an app, or what an action is on. */
const ofThird: Readonly<Record<string, string>> = {
  ...ofFirst,
  'review-app': absent.pipelines,
  usage: absent.usage,
}

/** Says of a path of Heroku's API that what it is about is not there; undefined for all other paths. */
export function findAbsent(url: string): string | undefined {
  const [first = '', second = '', third = ''] = url.replace(/^\/|\?.*$/g, '').split('/')
  if (first === 'actions') return findOwn(ofThird, second)
  return findOwn(ofFirst, first) ?? (first === 'apps' ? findOwn(ofThird, third) : undefined)
}

function findOwn(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}
