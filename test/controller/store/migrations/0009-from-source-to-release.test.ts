import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { releaseTable } from '../../../../src/controller/store/releases.ts'
import { slugTable } from '../../../../src/controller/store/slugs.ts'

test('releases from before had no release command, slugs have one image', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`insert into releases (id, app_id, version, description, status, user_id, config, created_at, updated_at)
    values ('r1', 'a1', 1, 'Initial release', 'succeeded', 'u1', '{}', '2026-08-01T10:00:00Z', '2026-08-01T10:00:00Z')`.execute(
    db,
  )
  await sql`insert into slugs (id, app_id, image, launch, process_types, description, created_at)
    values ('s1', 'a1', 'qp/a:1', 'image', '{}', 'Dockerfile', '2026-08-01T10:00:00Z')`.execute(db)
  const [release] = await releaseTable(db).listOfApp('a1')
  const [slug] = await slugTable(db).listOfApp('a1')
  assert.equal(release?.hasOutput, false)
  assert.deepEqual([slug?.image, slug?.images], ['qp/a:1', undefined])
})
