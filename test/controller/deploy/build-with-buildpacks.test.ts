import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createBuildApp, runInImage, type SourceFile, testStack, treeOf } from '../../fixtures/build.ts'
import { serveBuildpack } from '../../fixtures/buildpack-server.ts'
import { getTestEngine } from '../../fixtures/engine.ts'

const detect: SourceFile = { program: '#!/bin/sh\necho Probe\n' }

function buildpack(compile: string, more: Record<string, SourceFile> = {}): Record<string, SourceFile> {
  const program = `#!/bin/bash\nset -eu\nbuild=$1 cache=$2 env=$3\n${compile}\n`
  return { 'bin/detect': detect, 'bin/compile': { program }, ...more }
}

type FailedBuild = Error & { id?: string; output?: string[] }

test('a buildpack gets what Heroku’s Buildpack API promises, and the slug what it made', async (t) => {
  const built = createBuildApp(t)
  const url = await serveBuildpack(
    t,
    buildpack(
      `{
         id -u; echo "$HOME $STACK $SOURCE_VERSION"; ls "$env" | tr '\\n' ' '; stat -c %a "$env/SECRET"
         cat "$env/MULTI" | od -An -c; env | grep -c -e SECRET -e s3cret || true
       } > "$build/seen"
       echo "runs: $(( $(cat "$cache/runs" 2>/dev/null || echo 0) + 1 ))"
       echo $(( $(cat "$cache/runs" 2>/dev/null || echo 0) + 1 )) > "$cache/runs"
       echo left > /tmp/left; echo left > "$HOME/left"; echo left > /var/tmp/left
       echo 'from stderr' >&2
       echo 'clock: date' >> "$build/Procfile"`,
      {
        'bin/release': {
          program:
            '#!/bin/sh\nprintf \'default_process_types:\\n  web: "run: it"\\n  worker: not this\\n\'\n',
        },
      },
    ),
  )
  const config = { BUILDPACK_URL: url, SECRET: 's3cret-value-xyzzy', MULTI: 'a\n"b"\n' }
  const tree = treeOf({ Procfile: 'worker: work\n', 'bin/tool': { program: '#!/bin/sh\necho tool\n' } })
  const { slug, output } = await built.build(tree, { config })

  await t.test('its output streams, stderr too, and no password is in it', () => {
    const shown = url.replace('user:pa55@', '')
    assert.deepEqual(output.slice(0, 5), [
      '-----> Building on the Bookworm stack',
      `-----> Using buildpack: ${shown}`,
      '-----> Probe app detected',
      'runs: 1',
      'from stderr',
    ])
    assert.deepEqual(output.slice(5, 9), [
      '-----> Discovering process types',
      '       Procfile declares types -> worker, clock',
      '       Default types for Probe -> web',
      '-----> Storing the slug',
    ])
    assert.match(output[9] ?? '', /^ {7}Done: \d+ KB$/)
    assert.equal(output.length, 10)
  })
  await t.test('the slug is described', () => {
    assert.equal(slug.launch, 'buildpack')
    assert.equal(slug.description, 'Probe')
    assert.equal(slug.commit, '1a2b3c4d5e6f')
    assert.equal(slug.exposedPort, null)
    assert.deepEqual(slug.processTypes, { web: 'run: it', worker: 'work', clock: 'date' })
    assert.ok(slug.size !== null && slug.size < 1e6, `${slug.size}`)
  })
  await t.test('what the buildpack saw', async () => {
    const { stdout } = await runInImage(built, slug.image, ['cat', '/app/seen'])
    assert.deepEqual(
      stdout.split('\n').map((it) => it.trim().replaceAll(/ +/g, ' ')),
      ['1000', '/app bookworm 1a2b3c4d5e6f', 'BUILDPACK_URL MULTI SECRET 600', 'a \\n " b " \\n', '0', ''],
    )
  })
  await t.test('/app is the built tree and nothing else', async () => {
    const { stdout } = await runInImage(built, slug.image, [
      '/bin/sh',
      '-c',
      'ls -A /app; /app/bin/tool; pwd; id -u; echo $HOME',
    ])
    assert.deepEqual(stdout.split('\n'), ['Procfile', 'bin', 'seen', 'tool', '/app', '1000', '/app', ''])
  })
  await t.test(
    'nothing of the build is left in the image: no config var, temporary file, cache or buildpack',
    async () => {
      // The user of the build can write nowhere in /usr; /proc would find this search itself.
      const search =
        'ls -A /tmp /var/tmp /dev/shm /var/cache/qp-build; env; grep -rlF s3cret-value / --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr'
      const { stdout } = await runInImage(built, slug.image, [
        '/bin/sh',
        '-c',
        search.replace('s3cret', 's3""cret'),
      ])
      assert.doesNotMatch(stdout, /left|buildpacks|runs|SECRET|xyzzy|^\/[^:\n]*$/m)
    },
  )
  await t.test('the container is gone and the image is labelled as the app’s slug', async () => {
    assert.deepEqual(await built.engine.listContainers(built.ours), [])
    const [image] = await built.engine.listImages(built.ours)
    assert.deepEqual(image?.labels['qp.kind'], 'slug')
    assert.deepEqual(image?.tags, [slug.image])
    assert.deepEqual(image?.argv, ['/bin/bash'])
  })
  await t.test('the cache is there for the next build', async () => {
    const again = await built.build(tree, { config })
    assert.ok(again.output.includes('runs: 2'), again.output.join('\n'))
    assert.notEqual(again.slug.image, slug.image)
  })
})

test('several buildpacks run in order, each with what those before it export', async (t) => {
  const { build } = createBuildApp(t)
  const first = await serveBuildpack(t, {
    ...prefixed(
      'some-repository-main/',
      buildpack(`echo "export TOLD='by the first'" > "$(dirname "$0")/../export"`),
    ),
  })
  const second = await serveBuildpack(
    t,
    buildpack('echo "told: $TOLD"', { 'bin/detect': { program: '#!/bin/sh\necho Second\n' } }),
  )
  const { slug, output } = await build(treeOf({ '.buildpacks': `# these\n${first}\n\n${second}\n` }))
  assert.ok(output.includes('told: by the first'), output.join('\n'))
  assert.equal(slug.description, 'Second')
  assert.match(output.join('\n'), /There is nothing to run: add a Procfile/)
})

test('a buildpack’s scripts run in its own folder, with the build’s id, and need no mode', async (t) => {
  const { build } = createBuildApp(t)
  const address = await serveBuildpack(t, {
    'bin/detect': '#!/bin/sh\ncat name\n',
    'bin/compile': '#!/bin/sh\nset -e\ncp files/start "$1/start"\necho "request: $REQUEST_ID"\n',
    'bin/release': '#!/bin/sh\ncat release.yml\n',
    name: 'Near\n',
    'files/start': 'started',
    'release.yml': 'default_process_types:\n  web: cat start\n',
  })
  const { slug, output } = await build(treeOf({}), { buildpacks: [`${address}?X-Signature=s3cret`] })
  assert.equal(slug.description, 'Near')
  assert.deepEqual(slug.processTypes, { web: 'cat start' })
  assert.match(output.join('\n'), /^request: [\da-f-]{36}$/m)
  assert.doesNotMatch(output.join('\n'), /s3cret/)
})

test('what a buildpack exports can’t lead those behind it astray', async (t) => {
  const { build } = createBuildApp(t)
  const exported =
    'dir=/no name=no label=no build_dir=/no cache_dir=/no; export TOLD=$((TOLD + 1)); cd /; false; echo aside'
  const first = await serveBuildpack(t, { ...buildpack(':'), export: exported })
  const second = await serveBuildpack(t, {
    ...buildpack('echo "told: $TOLD in $PWD, $build"'),
    export: exported,
  })
  const { slug, output } = await build(treeOf({ Procfile: 'web: a' }), {
    buildpacks: [first, second, second],
  })
  const told = output.filter((it) => it.startsWith('told: '))
  assert.deepEqual(
    told,
    [1, 2].map((it) => `told: ${it} in /tmp/buildpacks/custom-${it + 1}, /tmp/build`),
  )
  assert.equal(slug.description, 'Probe')
})

test('what .slugignore lists is gone before a buildpack looks', async (t) => {
  const built = createBuildApp(t)
  const url = await serveBuildpack(t, buildpack('find "$build" -type f > "$build/seen"'))
  const source = {
    '.slugignore': '# art\n*.psd\n/test\nlog/\n!kept.psd\n',
    'kept.psd': '',
    'docs/deep/a b.psd': '',
    'docs/text': '',
    'test/one': '',
    'lib/test': '',
    'log/two\nlines': '',
  }
  const { slug, output } = await built.build(treeOf(source), { buildpacks: [url] })
  const { stdout } = await runInImage(built, slug.image, ['cat', '/app/seen'])
  const seen = stdout.trim().split('\n').toSorted()
  const left = ['.slugignore', 'docs/text', 'lib/test', 'seen']
  assert.deepEqual(
    seen,
    left.map((it) => `/tmp/build/${it}`),
  )
  assert.ok(output.includes('-----> Removing what .slugignore lists'), output.join('\n'))
})

// Whether or not this machine reaches the repositories: those are no buildpacks for this stack.
const languages: Record<string, Record<string, string>> = {
  ruby: { Gemfile: '', 'package.json': '{}' },
  python: { 'requirements.txt': 'flask\n', Procfile: 'web: python app.py\n' },
}
for (const [language, files] of Object.entries(languages)) {
  test(`what looks like ${language} is not taken for something else, but built by Heroku’s`, async (t) => {
    const { build } = createBuildApp(t)
    await assert.rejects(build(treeOf(files)), (error: FailedBuild) => {
      assert.equal(error.id, 'build_failed')
      assert.deepEqual(error.output?.slice(1, 4), [
        '-----> Determining which buildpack to use for this app',
        ` !     heroku-buildpack-${language} is made for Heroku's stacks, and this is bookworm: it may find nothing that runs on it.`,
        `-----> Using buildpack: https://github.com/heroku/heroku-buildpack-${language}`,
      ])
      return true
    })
  })
}

test('a bin/release that prints no YAML is the buildpack’s fault', async (t) => {
  const { build } = createBuildApp(t)
  const release = { program: '#!/bin/sh\necho "web: [: x"\n' }
  const url = await serveBuildpack(t, buildpack(':', { 'bin/release': release }))
  await assert.rejects(build(treeOf({}), { buildpacks: [url] }), {
    id: 'build_failed',
    message: /^Failed to compile the Probe app: what bin\/release of its buildpack printed is no YAML: /,
  })
})

test('which come first: the config var, then what was asked for, then the source’s own', async (t) => {
  const { build } = createBuildApp(t)
  const source = treeOf({ '.buildpacks': 'heroku/of-the-source\n' })
  const config = { BUILDPACK_URL: 'heroku/of-the-config' }
  const asked = ['heroku/asked-for']
  await assert.rejects(
    build(source, { config, buildpacks: asked }),
    /There is no buildpack heroku\/of-the-config/,
  )
  await assert.rejects(build(source, { buildpacks: asked }), /There is no buildpack heroku\/asked-for/)
  await assert.rejects(build(source), /There is no buildpack heroku\/of-the-source/)
})

test('a buildpack of ours by name', async (t) => {
  const { build } = createBuildApp(t)
  const { slug } = await build(treeOf({ Procfile: 'web: a' }), { config: { BUILDPACK_URL: 'qp/null' } })
  assert.deepEqual([slug.description, slug.processTypes], ['Procfile', { web: 'a' }])
})

test('a compile that fails is a failed build: its output was shown, and nothing is left', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  const url = await serveBuildpack(t, buildpack('echo this is why; exit 3'))
  await assert.rejects(build(treeOf({}), { config: { BUILDPACK_URL: url } }), (error: FailedBuild) => {
    assert.equal(error.id, 'build_failed')
    assert.match(error.message, /^Failed to compile the Probe app: bin\/compile of http:\S+ ended with 3\./)
    assert.doesNotMatch(error.message, /pa55/)
    assert.equal(error.output?.at(-1), 'this is why')
    return true
  })
  assert.deepEqual(await engine.listContainers(ours), [])
  assert.deepEqual(await engine.listImages(ours), [])
})

test('a build that takes too much memory says so', async (t) => {
  const { build } = createBuildApp(t, { buildLimits: { memoryMb: 64, cpus: 1 } })
  const url = await serveBuildpack(t, buildpack('head -c 200000000 /dev/zero | tail -n 1 > /dev/null'))
  await assert.rejects(build(treeOf({}), { config: { BUILDPACK_URL: url } }), {
    id: 'build_failed',
    message: /^The build of the Probe app ran out of memory: it may use 64 MB\./,
  })
})

test('aborting kills the build and removes its container', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  const url = await serveBuildpack(t, buildpack('echo waiting; sleep 600'))
  const abort = new AbortController()
  const reason = new Error('the push went away')
  const onLine = (line: string) => {
    if (line === 'waiting') abort.abort(reason)
  }
  await assert.rejects(
    build(treeOf({}), { config: { BUILDPACK_URL: url }, signal: abort.signal, onLine }),
    reason,
  )
  assert.deepEqual(await engine.listContainers(ours), [])
  assert.deepEqual(await engine.listImages(ours), [])
})

test('a source that breaks off is no smaller app', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  const tree = treeOf({ Procfile: 'web: a' })
  assert.ok(tree.kind === 'tree')
  let opened = 0
  const openTar = () => {
    opened += 1
    // Whole when the root is looked at; broken when it is unpacked.
    return opened === 1 ? tree.openTar() : Readable.from(breakOff(tree.openTar()))
  }
  await assert.rejects(build({ ...tree, openTar }), /git archive died/)
  assert.deepEqual(await engine.listContainers(ours), [])
})

const refused: Record<string, [url: string, message: RegExp]> = {
  'one that we do not have': ['heroku/cobol', /^There is no buildpack heroku\/cobol\. Give the URL/],
  'no URL': ['file:///etc', /^There is no buildpack file:\/\/\/etc\./],
  'nobody there': [
    'http://127.0.0.1:1/a.tgz',
    /^The buildpack http:\/\/127\.0\.0\.1:1\/a\.tgz could not be fetched/,
  ],
  'no repository there': ['http://127.0.0.1:1/a.git#main', /could not be fetched/],
  'one that does not take the app': [
    'qp/nodejs',
    /^qp\/nodejs says that this app is not for it: bin\/detect ended with 1\./,
  ],
}
for (const [name, [url, message]] of Object.entries(refused)) {
  test(`a buildpack that can’t be used: ${name}`, async (t) => {
    const { build } = createBuildApp(t)
    await assert.rejects(build(treeOf({}), { config: { BUILDPACK_URL: url } }), {
      id: 'build_failed',
      message,
    })
  })
}

async function* breakOff(tar: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of tar) {
    yield Buffer.from(chunk).subarray(0, 512)
    throw new Error('git archive died')
  }
}

function prefixed(prefix: string, files: Record<string, SourceFile>): Record<string, SourceFile> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [`${prefix}${name}`, file]))
}

test('a stack of another version of qp is told, with what renews it', async (t) => {
  const engine = getTestEngine()
  const findImage = async (name: string) => {
    const image = await engine.findImage(name)
    return image && name === testStack ? { ...image, labels: { 'qp.stack-recipe': 'older' } } : image
  }
  const built = createBuildApp(t, { engine: { ...engine, findImage } })
  const failure: FailedBuild = await built.build(treeOf({ 'a.txt': '' })).then(
    () => assert.fail(),
    (error: FailedBuild) => error,
  )
  assert.equal(
    failure.output?.[0],
    ` !     The stack ${testStack} was made by another version of qp: \`qp stack:build --tag ${testStack}\` on the controller's machine renews it.`,
  )
})
