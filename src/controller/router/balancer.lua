-- Where requests go. Runs inside nginx (lua-nginx-module); nginx-config.ts says which phase calls which function.

local balancer = require 'ngx.balancer'
local routes = require 'qp_route_table'
local guard = require 'qp_guard'
local pages = require 'qp_pages'

local in_flight = ngx.shared.qp_in_flight

local M = {}

-- A dyno that did not take a connection is asked last for so many seconds.
local AVOID_SECONDS = 2
local MOST_RETRIES = 2
-- With no controller to read and rotate it, the log must not grow for ever.
local LOG_WITHOUT_CONTROLLER_SECONDS = 900

-- Of this worker: one log budget per app. They outlive a change of the table.
local budgets = {}
local lines_per_second = 0
local rotation = 0
-- The slot that was taken last. nginx goes on at once from taking it to the connection, and from there to the page that
-- tells of its failure, with no other request in between.
local newest_slot

function M.start_worker(app_lines_per_second, fronts)
  guard.trust(fronts)
  lines_per_second = math.ceil(app_lines_per_second / ngx.worker.count())
end

-- Choosing a dyno ----------------------------------------------------------------------------------------------------

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

-- Its line in the log -------------------------------------------------------------------------------------------------

local function get_budget(app)
  local budget = budgets[app]
  if not budget then
    budget = { second = 0, written = 0, dropped = 0, dropped_since = 0, silent = false }
    budgets[app] = budget
  end
  return budget
end

-- nil where this request's line is not written; else what it says of those that were not written before it: nothing, or
-- how many and since which second.
local function spend_log_line(app, now)
  local budget, second = get_budget(app), math.floor(now)
  if budget.second ~= second then
    budget.second, budget.written = second, 0
    budget.silent = not routes.has_controller(now, LOG_WITHOUT_CONTROLLER_SECONDS)
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

-- Phases --------------------------------------------------------------------------------------------------------------

-- The rewrite phase of a request with a body, which is not read in vain: why it goes to no dyno, as a code of pages.lua.
function M.guard()
  local route = routes.find(ngx.var.host)
  if route and not route.is_guarded then return '' end
  local code = 'no-app'
  if route then
    code = guard.find_refusal(route)
    if not code then return '' end
    name_in_log(spend_log_line(route.id, ngx.now()), route.id .. ' -')
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
  local route = routes.find(ngx.var.host)
  if not route then return refuse('no-app') end
  if not failed then ctx.log_note = spend_log_line(route.id, now) end
  local refusal = route.is_guarded and guard.find_refusal(route)
  if refusal then
    name_in_log(ctx.log_note, route.id .. ' -')
    return refuse(refusal)
  end
  local list = routes.find_dynos(route)
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

-- nginx comes here with its own 500, 502, 503 or 504, never with an app's. The jump has emptied ngx.ctx, so the dyno
-- that failed last is found by its address, for `finish` to release.
function M.show_page()
  local code = ngx.var.qp_code
  if code == '' then
    code = name_failure()
    local address = ngx.var.upstream_addr
    -- With no file or connection of its own left nginx fails before it notes the address.
    local slot = address and (routes.slot_at(last(address) or '') or newest_slot)
    if slot then
      ngx.ctx.slot = slot
      if code == 'H10' or code == 'H19' then slot.avoid_until = ngx.now() + AVOID_SECONDS end
    end
    ngx.var.qp_code = code
  end
  local route = routes.find(ngx.var.host)
  pages.show(code, route, route and routes.find_dynos(route).process_type)
end

package.loaded.qp_balancer = M
