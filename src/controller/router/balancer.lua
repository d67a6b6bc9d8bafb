-- Where requests go. Runs inside nginx (lua-nginx-module); nginx-config.ts says which phase calls which function.
--
-- The table lives in the shared dict `qp_routes`:
--   app:<id>    the app's line, as routes.ts writes it: id TAB name TAB host,host TAB dyno=address,dyno=address, and then
--               a field of TAB name=value for each thing that is not as usual
--   host:<name> the id of the app that answers to it
--   generation  a number that grows with each change
-- Every request reads the generation, so what a worker has parsed is used until the very next change and no longer.

local balancer = require 'ngx.balancer'
local bit = require 'bit'
local ffi = require 'ffi'

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

-- The dynos of a process type, and the cookie by which a visitor stays with one of them.
local function parse_dynos(app, process_type, text)
  local dynos = {}
  for dyno, address in text:gmatch('([^,=]+)=([^,]+)') do
    local slot = get_slot(address)
    dynos[#dynos + 1] = { slot = slot, target = app .. ' ' .. dyno, key = ngx.md5(app .. ' ' .. dyno .. ' ' .. address):sub(1, 16) }
  end
  local cookie = 'qp-session-affinity' .. (process_type == 'web' and '' or '-' .. process_type)
  return { process_type = process_type, dynos = dynos, cookie = cookie, cookie_variable = 'cookie_' .. cookie }
end

-- "0a000000/8": the bytes that all of its addresses begin with, and those bits of the byte behind them that count.
local function parse_network(text)
  local hex, bits = text:match('^(%x+)/(%d+)$')
  local bytes = hex:gsub('%x%x', function(byte) return string.char(tonumber(byte, 16)) end)
  local whole, rest = math.floor(bits / 8), bits % 8
  local mask = bit.band(bit.lshift(0xff, 8 - rest), 0xff)
  return { length = #bytes, whole = whole, prefix = bytes:sub(1, whole), mask = mask, value = rest > 0 and bytes:byte(whole + 1) or 0 }
end

-- As nginx orders its locations: the very path, else the first regular expression, else the longest beginning.
local function add_path(services, text, list)
  local modifier, path = text:match('^(%S+) (%S+)$')
  modifier, path = modifier or '', path or text
  if modifier == '=' then
    services.exact[path] = list
  elseif modifier == '~' or modifier == '~*' then
    services.regexes[#services.regexes + 1] = { regex = path, options = modifier == '~' and 'jo' or 'joi', list = list }
  else
    services.prefixes[#services.prefixes + 1] = { path = path, length = #path, is_final = modifier == '^~', list = list }
  end
end

local readers = {
  routing = function(route) route.is_off = true end,
  maintenance = function(route) route.in_maintenance = true end,
  https = function(route) route.is_https_enforced = true end,
  affinity = function(route) route.has_affinity = true end,
  whitelist = function(route, text)
    route.whitelist = {}
    for network in text:gmatch('[^,]+') do route.whitelist[#route.whitelist + 1] = parse_network(network) end
  end,
  service = function(route, text)
    local process_type, dynos, paths = text:match('^(%S+) (%S*) (.+)$')
    local list = parse_dynos(route.id, process_type, dynos)
    route.services = route.services or { exact = {}, regexes = {}, prefixes = {} }
    for path in paths:gmatch('[^,]+') do add_path(route.services, path, list) end
  end,
  ['maintenance-page'] = function(route, text) route.maintenance_page = text end,
  ['error-page'] = function(route, text) route.error_page = text end,
}

local function parse_route(line)
  local id, dynos, fields = line:match('^([^\t]*)\t[^\t]*\t[^\t]*\t([^\t]*)(.*)$')
  local route = { id = id, web = parse_dynos(id, 'web', dynos), budget = get_budget(id) }
  for name, value in fields:gmatch('\t([^=]+)=([^\t]*)') do
    local read = readers[name]
    if read then read(route, value) end
  end
  if route.services then
    table.sort(route.services.prefixes, function(a, b) return a.length > b.length end)
  end
  route.is_guarded = route.is_off or route.in_maintenance or route.is_https_enforced or route.whitelist
  return route
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

local function find_service(services, path)
  local list = services.exact[path]
  if list then return list end
  local longest
  for _, prefix in ipairs(services.prefixes) do
    if path:sub(1, prefix.length) == prefix.path then
      longest = prefix
      break
    end
  end
  if longest and longest.is_final then return longest.list end
  for _, each in ipairs(services.regexes) do
    if ngx.re.find(path, each.regex, each.options) then return each.list end
  end
  return longest and longest.list
end

-- Which process type a request is for.
local function find_list(route)
  return route.services and find_service(route.services, ngx.var.uri) or route.web
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

-- The one that the visitor was with, as long as it takes connections.
local function find_favourite(list, tried, now)
  local key = ngx.var[list.cookie_variable]
  if not key then return nil end
  for _, dyno in ipairs(list.dynos) do
    if dyno.key == key then
      local slot = dyno.slot
      return not (tried and tried[slot]) and slot.avoid_until <= now and dyno or nil
    end
  end
end

-- For as long as the browser runs. The header is left out where the text is empty.
local function remember(list, dyno)
  local cookie = list.cookie .. '=' .. dyno.key .. '; Path=/; HttpOnly'
  return ngx.var.qp_proto == 'https' and cookie .. '; Secure' or cookie
end

local function choose_for_visitor(list, tried, now)
  local favourite = find_favourite(list, tried, now)
  local dyno = favourite or choose(list.dynos, tried, now)
  ngx.var.qp_cookie = favourite and '' or remember(list, dyno)
  return dyno
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

local function name_in_log(note, target)
  if note then ngx.var.qp_target = target .. note end
end

local function refuse(code)
  ngx.var.qp_code = code
  return ngx.exit(ngx.ERROR)
end

-- Who may come in ----------------------------------------------------------------------------------------------------

ffi.cdef 'int inet_pton(int family, const char *text, void *bytes);'
local AF_INET, AF_INET6 = 2, 10
local parsed = ffi.new('unsigned char[16]')

-- Who speaks IPv4 through a socket for both is known by the last four bytes.
local MAPPED = string.rep('\0', 10) .. '\255\255'
local LOOPBACK = string.rep('\0', 15) .. '\1'

local function plain(address)
  return #address == 16 and address:sub(1, 12) == MAPPED and address:sub(13) or address
end

local function parse_address(text)
  if ffi.C.inet_pton(AF_INET, text, parsed) == 1 then return ffi.string(parsed, 4) end
  if ffi.C.inet_pton(AF_INET6, text, parsed) == 1 then return plain(ffi.string(parsed, 16)) end
end

local function is_this_machine(address)
  return address == LOOPBACK or #address == 4 and address:byte(1) == 127
end

-- Whoever asks has made the connection, unless that was a front on this machine. A front adds to X-Forwarded-For whom it was
-- asked by; what stands before that, a client can have made up. Something that is no address is nobody's.
local function find_client()
  local address = plain(ngx.var.binary_remote_addr)
  local told = is_this_machine(address) and ngx.var.http_x_forwarded_for or ''
  while told ~= '' and is_this_machine(address) do
    local before, last = told:match('^(.*),([^,]*)$')
    address, told = parse_address((last or told):match('^%s*(.-)%s*$')) or '', before or ''
  end
  return address
end

local function is_in(network, address)
  return network.length == #address
    and address:sub(1, network.whole) == network.prefix
    and (network.mask == 0 or bit.band(address:byte(network.whole + 1), network.mask) == network.value)
end

local function is_whitelisted(whitelist)
  local address = find_client()
  for _, network in ipairs(whitelist) do
    if is_in(network, address) then return true end
  end
  return false
end

local function find_refusal(route)
  if route.is_off then return 'Q11' end
  if route.whitelist and not is_whitelisted(route.whitelist) then return 'Q10' end
  if route.is_https_enforced and ngx.var.qp_proto ~= 'https' then return 'to-https' end
  if route.in_maintenance then return 'H80' end
end

-- The rewrite phase of a request with a body, which is not read in vain: why it goes to no dyno, as a code of `pages`.
function M.guard()
  local route = find_route(ngx.var.host)
  if route and not route.is_guarded then return '' end
  local code = 'no-app'
  if route then
    code = find_refusal(route)
    if not code then return '' end
    name_in_log(spend_log_line(route.budget, ngx.now()), route.id .. ' -')
  end
  ngx.var.qp_code = code
  return code
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
  local refusal = route.is_guarded and find_refusal(route)
  if refusal then
    name_in_log(ctx.log_note, route.id .. ' -')
    return refuse(refusal)
  end
  local list = find_list(route)
  local count = #list.dynos
  if count == 0 then
    name_in_log(ctx.log_note, route.id .. ' -')
    return refuse('H14')
  end
  local dyno
  if route.has_affinity then
    dyno = choose_for_visitor(list, ctx.tried, now)
  else
    dyno = count == 1 and list.dynos[1] or choose(list.dynos, ctx.tried, now)
  end
  if not failed and count > 1 then balancer.set_more_tries(math.min(count - 1, MOST_RETRIES)) end
  name_in_log(ctx.log_note, dyno.target)
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
  Q10 = { status = 403, title = 'Not from here', text = 'This app is open to some addresses alone, and yours is none of them.' },
  H80 = { status = 503, retry_after = 60, title = 'Down for maintenance', text = 'The app is being worked on. It will be back soon.' },
  H10 = { status = 503, retry_after = 5, title = 'The app has crashed', text = 'It does not accept connections at the moment. ' .. OWNER },
  H12 = { status = 504, title = 'The app took too long to answer', text = 'The request was given up. ' .. OWNER },
  H13 = { status = 502, title = 'The app ended the connection without an answer', text = OWNER },
  H14 = { status = 503, title = 'The app has no TYPE dynos', text = 'If you are the owner of the app, <code>qp ps:scale TYPE=1</code> starts one.' },
  H19 = { status = 504, retry_after = 5, title = 'The app did not accept the connection in time', text = OWNER },
  H99 = { status = 500, title = 'The router failed', text = OWNER },
}

-- To a visitor it is as if there were none; the app's log knows better.
pages.Q11 = pages['no-app']

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

-- A page of the app's own, which lies elsewhere, fills the window; the status stays ours. So does Heroku.
local function render_frame(page, address)
  local source = address:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' })
  return '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    .. '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>' .. page.title .. '</title>\n'
    .. '<style>html,body,iframe{margin:0;border:0;display:block;width:100%;height:100%}</style>\n'
    .. '<iframe src="' .. source .. '" title="' .. page.title .. '"></iframe>\n</html>\n'
end

-- Other than an error, a refusal is no failure of the app that its own page could tell of.
local function find_own_page(route, code)
  if code == 'H80' then return route.maintenance_page end
  if code:sub(1, 1) == 'H' then return route.error_page end
end

local function with_type(page, process_type)
  local fill = function(text) return (text:gsub('TYPE', process_type)) end
  return { status = page.status, title = fill(page.title), text = fill(page.text) }
end

-- Permanent, as Deis has it. A front's port for https is taken to be the usual one; ours is what nginx was told.
local function redirect_to_https()
  local port = ngx.var.qp_https_port
  ngx.status = ngx.HTTP_MOVED_PERMANENTLY
  ngx.header['Location'] = 'https://' .. ngx.var.host .. port .. ngx.var.request_uri
  ngx.header['Content-Length'] = 0
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
  if code == 'to-https' then return redirect_to_https() end
  local page, route = pages[code], find_route(ngx.var.host)
  if code == 'H14' and route then page = with_type(page, find_list(route).process_type) end
  local wants_html = (ngx.var.http_accept or ''):find('text/html', 1, true)
  local own = wants_html and route and find_own_page(route, code)
  local shown = page == pages['no-app'] and '404' or code
  local body = own and render_frame(page, own) or (wants_html and render_html or render_text)(page, shown, ngx.var.qp_request_id)
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
  local id = line:match('^([^\t]+)\t[^\t]*\t[^\t]*\t')
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
  -- Empty where nginx can use it: which regular expressions PCRE takes, PCRE alone knows.
  ['PUT /regex'] = function()
    local _, _, reason = ngx.re.find('', read_body())
    answer(200, reason or '')
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
