// The arrows of the tree. `script/test` runs this; docs/layout.md explains it.
/** @type {import('dependency-cruiser').IConfiguration} */
const from = (path) => ({ path })
const onlyMayReach = (name, folder, allowed) => ({
  name,
  severity: 'error',
  from: from(`^src/${folder}/`),
  to: { path: '^src/', pathNot: [folder, ...allowed].map((it) => `^src/${it}`) },
})

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    onlyMayReach('api-types-is-a-leaf', 'api-types', []),
    onlyMayReach('attach-is-a-leaf', 'attach', []),
    onlyMayReach('x509-is-a-leaf', 'x509', []),
    onlyMayReach('words-is-a-leaf', 'words', []),
    {
      name: 'api-client-knows-wire-types',
      severity: 'error',
      from: { path: '^src/api-client/', pathNot: '^src/api-client/docker/' },
      to: {
        path: '^src/',
        pathNot: ['api-client', 'api-types', 'attach', 'lib/errors.ts'].map((it) => `^src/${it}`),
      },
    },
    // It is built with the controller, file by file (script/build.d), so what it reaches must be built so too.
    onlyMayReach('docker-client-is-built-with-the-controller', 'api-client/docker', [
      'attach',
      'words',
      'controller/(domain|engine|sessions)/',
      'controller/deploy/(dyno-spec|launch-argv)',
    ]),
    onlyMayReach('lib-knows-the-client', 'lib', ['api-client', 'api-types', 'attach', 'words', 'x509']),
    {
      // `--docker` is the client without a controller: it makes its container by the same engine and the same values.
      name: 'only-qp-server-and-docker-know-the-controller',
      severity: 'error',
      from: {
        path: '^src/(commands|lib|api-client|attach|api-types)/',
        pathNot: '^src/(commands/(server|stack)|api-client/docker)',
      },
      to: { path: '^src/controller/' },
    },
    {
      name: 'controller-does-not-know-the-client',
      severity: 'error',
      from: from('^src/controller/'),
      to: { path: '^src/(commands|lib|api-client)/' },
    },
    onlyMayReach('domain-is-pure', 'controller/domain', ['words']),
    onlyMayReach('engine-knows-the-domain', 'controller/engine', ['controller/domain']),
    onlyMayReach('router-knows-the-domain', 'controller/router', ['controller/domain', 'x509']),
    onlyMayReach('acme-knows-the-wire', 'controller/acme', ['x509']),
    onlyMayReach('store-knows-the-domain', 'controller/store', ['controller/domain']),
    onlyMayReach('logs-know-the-domain', 'controller/logs', ['controller/domain']),
    onlyMayReach('receivers-know-the-domain', 'controller/receivers', ['controller/domain']),
    onlyMayReach('drains-know-logs', 'controller/drains', ['controller/(domain|logs|receivers)']),
    onlyMayReach('webhooks-know-the-store', 'controller/webhooks', ['controller/(domain|receivers|store)']),
    onlyMayReach('sessions-know-processes', 'controller/sessions', [
      'attach',
      'controller/domain',
      'controller/engine',
    ]),
    {
      name: 'deploy-does-not-know-http',
      severity: 'error',
      from: from('^src/controller/(deploy|domain|engine|router|store|logs|sessions)/'),
      to: { path: '^src/controller/(http|main)' },
    },
    {
      name: 'docker-shapes-stay-in-the-engine',
      severity: 'error',
      from: { path: '^(src|test)/', pathNot: '^(src|test)/controller/engine/' },
      to: { path: 'node_modules/(@types/)?dockerode' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'] },
  },
}
