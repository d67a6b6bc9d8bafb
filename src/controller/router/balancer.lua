-- Where requests go. Runs inside nginx (lua-nginx-module); nginx-config.ts says which phase calls which function.
--
-- The table lives in the shared dict `qp_routes`:
--   app:<id>    the app's line, as routes.ts writes it: id TAB name TAB host,host TAB dyno=address,dyno=address
--   host:<name> the id of the app that answers to it
--   generation  a number that grows with each change
-- Every request reads the generation, so what a worker has parsed is used until the very next change and no longer.

local balancer = require 'ngx.balancer'

local routes = ngx.shared.qp_routes
local in_flight = ngx.shared.qp_in_flight

local M = {}

-- A dyno that did not take a connection is asked last for so many seconds.
local AVOID_SECONDS = 2
local MOST_RETRIES = 2
-- With no controller to read and rotate it, the log must not grow for ever.
local LOG_WITHOUT_CONTROLLER_SECONDS = 900

-- Of this worker: parsed routes by host name, thrown away when the generation changes.
local generation, route_by_host = nil, {}
-- Of this worker: one slot per address, and one log budget per app. They outlive a change of the table.
local slots, budgets = {}, {}
local lines_per_second = 0
local rotation = 0
-- The slot that was taken last. nginx goes on at once from taking it to the connection, and from there to the page that
-- tells of its failure, with no other request in between.
local newest_slot

function M.start_worker(app_lines_per_second)
  lines_per_second = math.ceil(app_lines_per_second / ngx.worker.count())
end

-- Choosing a dyno ----------------------------------------------------------------------------------------------------

local function get_slot(address)
  local slot = slots[address]
  if not slot then
    local host, port = address:match('^(.*):(%d+)$')
    slot = { address = address, host = host, port = tonumber(port), busy = 0, avoid_until = 0 }
    slots[address] = slot
  end
  return slot
end

local function get_budget(app)
  local budget = budgets[app]
  if not budget then
    budget = { second = 0, written = 0, dropped = 0, dropped_since = 0, silent = false }
    budgets[app] = budget
  end
  return budget
end

local function parse_route(line)
  local id, dynos_text = line:match('^([^\t]*)\t[^\t]*\t[^\t]*\t(.*)$')
  local dynos = {}
  for dyno, address in dynos_text:gmatch('([^,=]+)=([^,]+)') do
    dynos[#dynos + 1] = { slot = get_slot(address), target = id .. ' ' .. dyno }
  end
  return { id = id, dynos = dynos, budget = get_budget(id) }
end

local function find_by_name(host)
  local newest = routes:get('generation')
  if newest ~= generation then
    generation, route_by_host = newest, {}
  end
  local route = route_by_host[host]
  if route then return route end
  local id = routes:get('host:' .. host)
  local line = id and routes:get('app:' .. id)
  if not line then return nil end
  route = parse_route(line)
  route_by_host[host] = route
  return route
end

-- By its very name, or by `*.` in the place of its first label.
local function find_route(host)
  return find_by_name(host) or find_by_name((host:gsub('^[^.]+', '*', 1)))
end

-- The one with the fewest requests of this worker; among equals they take turns. Those that were tried for this request
-- or failed a moment ago come last, but come: a dyno that is the only one left may have recovered.
local function choose(dynos, tried, now)
  local count = #dynos
  rotation = rotation + 1
  local best, best_cost
  for i = 0, count - 1 do
    local dyno = dynos[(rotation + i) % count + 1]
    local slot = dyno.slot
    local cost = slot.busy
    if slot.avoid_until > now then cost = cost + 1e6 end
    if tried and tried[slot] then cost = cost + 1e9 end
    if not best or cost < best_cost then best, best_cost = dyno, cost end
  end
  return best
end

local function acquire(slot)
  newest_slot = slot
  slot.busy = slot.busy + 1
  in_flight:incr(slot.address, 1, 0)
end

local function release(slot)
  slot.busy = slot.busy - 1
  in_flight:incr(slot.address, -1, 0)
end

-- nil where this request's line is not written; else what it says of those that were not written before it: nothing, or
-- how many and since which second.
local function spend_log_line(budget, now)
  local second = math.floor(now)
  if budget.second ~= second then
    budget.second, budget.written = second, 0
    budget.silent = now - (routes:get('controller_seen') or 0) > LOG_WITHOUT_CONTROLLER_SECONDS
  end
  if budget.silent or budget.written >= lines_per_second then
    if budget.dropped == 0 then budget.dropped_since = second end
    budget.dropped = budget.dropped + 1
    return nil
  end
  budget.written = budget.written + 1
  if budget.dropped == 0 then return '' end
  local note = ' ' .. budget.dropped .. ' ' .. budget.dropped_since
  budget.dropped = 0
  return note
end

local function name_in_log(ctx, target)
  local note = ctx.log_note
  if note then ngx.var.qp_target = target .. note end
end

local function refuse(code)
  ngx.var.qp_code = code
  return ngx.exit(ngx.ERROR)
end

-- Called for the first try and again for each retry.
function M.balance()
  local ctx, now = ngx.ctx, ngx.now()
  local failed = ctx.slot
  if failed then
    release(failed)
    ctx.slot = nil
    failed.avoid_until = now + AVOID_SECONDS
    ctx.tried = ctx.tried or {}
    ctx.tried[failed] = true
  end
  local route = find_route(ngx.var.host)
  if not route then return refuse('no-app') end
  if not failed then ctx.log_note = spend_log_line(route.budget, now) end
  local count = #route.dynos
  if count == 0 then
    name_in_log(ctx, route.id .. ' -')
    return refuse('H14')
  end
  local dyno = count == 1 and route.dynos[1] or choose(route.dynos, ctx.tried, now)
  if not failed and count > 1 then balancer.set_more_tries(math.min(count - 1, MOST_RETRIES)) end
  name_in_log(ctx, dyno.target)
  ctx.slot = dyno.slot
  acquire(dyno.slot)
  local ok, reason = balancer.set_current_peer(dyno.slot.host, dyno.slot.port)
  if not ok then
    ngx.log(ngx.CRIT, 'can not send to ', dyno.slot.address, ': ', reason)
    release(dyno.slot)
    ctx.slot = nil
    return refuse('H99')
  end
end

-- The log phase of every request.
function M.finish()
  local slot = ngx.ctx.slot
  if slot then release(slot) end
end

-- Pages --------------------------------------------------------------------------------------------------------------

local OWNER = 'If you are the owner of the app, <code>qp logs --tail</code> says more.'
local pages = {
  ['no-app'] = { status = 404, title = 'No such app', text = 'There is no app at this address. If you have just created it, check its name and its domains.' },
  H10 = { status = 503, retry_after = 5, title = 'The app has crashed', text = 'It does not accept connections at the moment. ' .. OWNER },
  H12 = { status = 504, title = 'The app took too long to answer', text = 'The request was given up. ' .. OWNER },
  H13 = { status = 502, title = 'The app ended the connection without an answer', text = OWNER },
  H14 = { status = 503, title = 'The app has no web dynos', text = 'If you are the owner of the app, <code>qp ps:scale web=1</code> starts one.' },
  H19 = { status = 504, retry_after = 5, title = 'The app did not accept the connection in time', text = OWNER },
  H99 = { status = 500, title = 'The router failed', text = OWNER },
}

-- Of "a, b : c" the last: what nginx's upstream variables look like after retries.
local function last(list)
  return list and list:match('([^,%s]+)%s*$')
end

local function name_failure()
  local status = last(ngx.var.upstream_status)
  local connected = (last(ngx.var.upstream_connect_time) or '-') ~= '-'
  if status == '502' then return connected and 'H13' or 'H10' end
  if status == '504' then return connected and 'H12' or 'H19' end
  return 'H99'
end

local function render_html(page, code, request_id)
  return '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    .. '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>' .. page.title .. '</title>\n'
    .. '<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem;color:#222}'
    .. 'small{color:#777}@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}}</style>\n'
    .. '<h1>' .. page.title .. '</h1>\n<p>' .. page.text .. '</p>\n'
    .. '<p><small>' .. code .. ' · ' .. request_id .. '</small></p>\n</html>\n'
end

local function render_text(page, code, request_id)
  local text = page.text:gsub('<code>', '`'):gsub('</code>', '`')
  return page.title .. '. ' .. text .. '\n' .. code .. ' ' .. request_id .. '\n'
end

-- nginx comes here with its own 500, 502, 503 or 504, never with an app's. The jump has emptied ngx.ctx, so the dyno
-- that failed last is found by its address, for `finish` to release.
function M.show_page()
  local code = ngx.var.qp_code
  if code == '' then
    code = name_failure()
    local address = ngx.var.upstream_addr
    -- With no file or connection of its own left nginx fails before it notes the address.
    local slot = address and (slots[last(address) or ''] or newest_slot)
    if slot then
      ngx.ctx.slot = slot
      if code == 'H10' or code == 'H19' then slot.avoid_until = ngx.now() + AVOID_SECONDS end
    end
    ngx.var.qp_code = code
  end
  local page = pages[code]
  local wants_html = (ngx.var.http_accept or ''):find('text/html', 1, true)
  local body = (wants_html and render_html or render_text)(page, code == 'no-app' and '404' or code, ngx.var.qp_request_id)
  ngx.status = page.status
  ngx.header['Content-Type'] = wants_html and 'text/html; charset=utf-8' or 'text/plain; charset=utf-8'
  ngx.header['Content-Length'] = #body
  ngx.header['Cache-Control'] = 'no-store'
  ngx.header['Retry-After'] = page.retry_after
  ngx.print(body)
end

-- The controller's side: admin-socket.ts asks, routes.ts writes and reads the lines ----------------------------------

local function answer(status, text)
  ngx.status = status
  ngx.header['Content-Type'] = 'text/plain'
  ngx.print(text)
  return ngx.exit(ngx.HTTP_OK)
end

-- `safe_set` says so when the dict is full; `set` would throw out another app's route.
local function store(key, value)
  local ok, reason = routes:safe_set(key, value)
  if not ok then return answer(507, 'the table of routes is full: ' .. reason) end
end

local function each_host(line, visit)
  local hosts = line and line:match('^[^\t]*\t[^\t]*\t([^\t]*)\t') or ''
  for host in hosts:gmatch('[^,]+') do visit(host) end
end

local function put_route(line)
  local id = line:match('^([^\t]+)\t[^\t]*\t[^\t]*\t[^\t]*$')
  if not id then return answer(400, 'not a route: ' .. line) end
  local before, kept = routes:get('app:' .. id), {}
  store('app:' .. id, line)
  each_host(line, function(host)
    kept[host] = true
    store('host:' .. host, id)
  end)
  each_host(before, function(host)
    if not kept[host] and routes:get('host:' .. host) == id then routes:delete('host:' .. host) end
  end)
  return id
end

local function delete_route(id)
  local before = routes:get('app:' .. id)
  each_host(before, function(host)
    if routes:get('host:' .. host) == id then routes:delete('host:' .. host) end
  end)
  routes:delete('app:' .. id)
end

local function list_ids()
  local ids = {}
  for _, key in ipairs(routes:get_keys(0)) do
    if key:sub(1, 4) == 'app:' then ids[#ids + 1] = key:sub(5) end
  end
  table.sort(ids)
  return ids
end

local function put_table(text)
  local kept = {}
  for line in text:gmatch('[^\n]+') do kept[put_route(line)] = true end
  for _, id in ipairs(list_ids()) do
    if not kept[id] then delete_route(id) end
  end
end

local function read_body()
  ngx.req.read_body()
  local body = ngx.req.get_body_data()
  if body then return body end
  local path = ngx.req.get_body_file()
  if not path then return '' end
  local file = assert(io.open(path, 'rb'))
  body = file:read('*a')
  file:close()
  return body
end

-- Last, so that a worker that sees the new number sees all of what it stands for.
local function commit()
  answer(200, tostring(routes:incr('generation', 1, 0)))
end

local actions = {
  ['GET /status'] = function(_, fingerprint)
    answer(200, fingerprint .. ' ' .. (routes:get('generation') or 0))
  end,
  ['GET /routes'] = function(id)
    if id ~= '' then return answer(200, routes:get('app:' .. id) or '') end
    local lines = {}
    for i, each in ipairs(list_ids()) do lines[i] = routes:get('app:' .. each) end
    answer(200, table.concat(lines, '\n'))
  end,
  ['PUT /routes'] = function(id)
    if id == '' then put_table(read_body()) else put_route(read_body()) end
    commit()
  end,
  ['DELETE /routes'] = function(id)
    delete_route(id)
    commit()
  end,
  ['GET /in-flight'] = function(address)
    answer(200, tostring(in_flight:get(address) or 0))
  end,
}

function M.administer(fingerprint)
  routes:set('controller_seen', ngx.now())
  local topic, rest = ngx.var.uri:match('^(/[^/]+)/?(.*)$')
  local action = actions[ngx.req.get_method() .. ' ' .. (topic or '')]
  if not action then return answer(404, 'no such request') end
  action(rest, fingerprint)
end

package.loaded.qp_balancer = M
