import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launchArgv } from '../../src/controller/deploy/launch-argv.ts'
import { createBuildApp, runInImage, type SourceFile, treeOf } from '../fixtures/build.ts'

type FailedBuild = Error & { output?: string[] }

const ms = {
  version: '2.1.3',
  integrity:
    'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
}
const isNumber = {
  version: '7.0.0',
  integrity:
    'sha512-41Cifkg6e8TylSpdtTpeLVMqvSBEVzTttHvERD741+pnZ8ANv0004MRL43QKPDlK9cGvNp6NZWZUBlbGXYxxng==',
  dev: true,
}
const manifest = {
  name: 'shop',
  version: '1.0.0',
  engines: { node: '22.x' },
  dependencies: { ms: '2.1.3' },
  devDependencies: { 'is-number': '7.0.0' },
  scripts: { start: 'node server.js', build: 'node build.js' },
}
const lockFile = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': {
      name: 'shop',
      version: '1.0.0',
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    },
    'node_modules/ms': ms,
    'node_modules/is-number': isNumber,
  },
}
const shop: Record<string, SourceFile> = {
  'package.json': JSON.stringify(manifest),
  'package-lock.json': JSON.stringify(lockFile),
  'build.js': `
    require('is-number')
    require('fs').writeFileSync('built.json', JSON.stringify([process.version, process.env.NODE_ENV, process.env.MULTI]))`,
  'server.js': `console.log(process.version, process.env.NODE_ENV, require('ms')(60000), require('fs').readFileSync('built.json', 'utf8'))`,
}

/** One app for all, so that Node.js is downloaded once. */
test('Node.js apps', { timeout: 600_000 }, async (t) => {
  const built = createBuildApp(t)
  const build = (changes: Record<string, SourceFile>, config = {}) =>
    built.build(treeOf({ ...shop, ...changes }), { config })
  const change = (changes: object) => ({ 'package.json': JSON.stringify({ ...manifest, ...changes }) })
  const failure = async (changes: Record<string, SourceFile>): Promise<string> => {
    const outcome = await build(changes).catch((error: FailedBuild) => error)
    assert.ok(outcome instanceof Error, 'the build did not fail')
    assert.match(
      outcome.message,
      /^Failed to compile the Node\.js app: bin\/compile of heroku\/nodejs ended with 1\./,
    )
    return (outcome.output ?? []).join('\n')
  }

  await t.test(
    'the line that engines asks for, the lock file’s packages, the build script, and no devDependencies',
    async () => {
      const { slug, output } = await build({}, { MULTI: 'a\n\n' })
      assert.equal(slug.description, 'Node.js')
      assert.deepEqual(slug.processTypes, { web: 'npm start' })
      assert.match(
        output.join('\n'),
        /engines\.node \(package\.json\): 22\.x\n.*Using Node\.js 22\.\d+\.\d+\n.*Using npm 10\./s,
      )
      const { stdout } = await runInImage(
        built,
        slug.image,
        launchArgv(slug, { line: 'npm start --silent; ls node_modules; which node npm' }),
      )
      assert.match(
        stdout,
        /^(v22\.\S+) production 1m \["\1","production","a\\n\\n"\]\nms\n\/app\/\.heroku\/node\/bin\/node\n\/app\/\.heroku\/node\/bin\/npm\n$/,
      )
    },
  )
  await t.test('the second build downloads nothing that the first has', async () => {
    const { output } = await build({})
    assert.doesNotMatch(output.join('\n'), /Downloading/)
  })
  await t.test('devDependencies stay where NODE_ENV is not production', async () => {
    const { slug, output } = await build({}, { NODE_ENV: 'staging' })
    assert.ok(output.includes("       Skipping because NODE_ENV is not 'production'"), output.join('\n'))
    const { stdout } = await runInImage(built, slug.image, ['/bin/ls', 'node_modules'])
    assert.equal(stdout, 'is-number\nms\n')
  })
  await t.test('scripts of Heroku’s names go first, and a Procfile is the last word', async () => {
    const scripts = {
      'heroku-prebuild': 'echo one',
      'heroku-postbuild': 'echo two',
      'heroku-cleanup': 'echo three',
      build: 'echo never',
    }
    const { slug, output } = await build({ ...change({ scripts }), Procfile: 'web: node server.js --now\n' })
    assert.deepEqual(
      output.filter((line) => /^ {7}(one|two|three|never)$/.test(line)).map((it) => it.trim()),
      ['one', 'two', 'three'],
    )
    assert.deepEqual(slug.processTypes, { web: 'node server.js --now' })
  })
  await t.test(
    'an app without a lock file is warned, one without a start script starts server.js',
    async () => {
      const tree = treeOf({ 'package.json': JSON.stringify({ engines: { node: '22.x' } }), 'server.js': '' })
      const { slug, output } = await built.build(tree)
      assert.match(
        output.join('\n'),
        /There is no package-lock\.json: every build may install other versions\./,
      )
      assert.deepEqual(slug.processTypes, { web: 'node server.js' })
    },
  )

  await t.test('a range that no release fits names what there is', async () => {
    assert.match(
      await failure(change({ engines: { node: '99.x' } })),
      /No release of Node\.js fits engines\.node in package\.json: "99\.x"\.\n ! {5}The newest ones are \d+\.\d+\.\d+, .*\n ! {5}Ask for a line that exists/,
    )
  })
  await t.test('no range at all', async () => {
    assert.match(
      await failure(change({ engines: { node: 'newest please' } })),
      /fits engines\.node in package\.json: "newest please"/,
    )
  })
  await t.test('two lock files', async () => {
    assert.match(
      await failure({ 'yarn.lock': '' }),
      /There is more than one lock file: package-lock\.json yarn\.lock\./,
    )
  })
  await t.test('a package.json that is no JSON', async () => {
    assert.match(await failure({ 'package.json': '{ "name": ' }), /package\.json is not valid JSON:/)
  })
  await t.test('a lock file that says something else', async () => {
    const output = await failure(change({ dependencies: { ms: '2.0.0' } }))
    assert.match(output, /npm ci.*Installing the packages with npm failed; its output above says why\./s)
  })
  await t.test('a script that fails', async () => {
    const output = await failure(change({ scripts: { build: 'echo this is why; exit 3' } }))
    assert.match(
      output,
      / {7}this is why\n.* ! {5}The script "build" of package\.json failed; its output above says why\.$/s,
    )
  })
})
