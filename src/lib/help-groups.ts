interface HelpGroup {
  title: string
  topics: readonly string[]
}

/** Where each topic stands in `qp help`; what is in no group stands in the last. */
const groups: readonly HelpGroup[] = [
  {
    title: 'YOUR APPS',
    topics:
      'apps config domains certs tls routing whitelist maintenance access perms features labs labels webhooks'.split(
        ' ',
      ),
  },
  {
    title: 'CODE',
    topics: 'git builds buildpacks releases slugs container registry stack stacks local'.split(' '),
  },
  {
    title: 'WHAT RUNS',
    topics: 'ps run logs drains limits healthchecks tags timeouts services'.split(' '),
  },
  {
    title: 'YOU AND OTHERS',
    topics: 'login logout auth register users keys authorizations clients sessions'.split(' '),
  },
  { title: 'CONTROLLERS', topics: 'status regions doctor proxy server'.split(' ') },
]

const rest = 'QP ITSELF'

/** The topics by group, in the groups' own order, those of none at the end by name. Groups of which nothing is there are left out. */
export function groupTopics(topics: readonly string[]): HelpGroup[] {
  const grouped = groups.map(({ title, topics: listed }) => ({
    title,
    topics: listed.filter((it) => topics.includes(it)),
  }))
  const others = topics.filter((it) => !groups.some((group) => group.topics.includes(it))).toSorted()
  return [...grouped, { title: rest, topics: others }].filter((group) => group.topics.length > 0)
}
