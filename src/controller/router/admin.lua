-- What the controller's side of both tables shares: how a request of the controller is answered, and a value kept. Runs inside nginx
-- (lua-nginx-module).

local M = {}

function M.answer(status, text)
  ngx.status = status
  ngx.header['Content-Type'] = 'text/plain'
  ngx.print(text)
  return ngx.exit(ngx.HTTP_OK)
end

-- `safe_set` says so when the dict is full; `set` would throw out what another app has in it.
function M.store(dict, name, key, value, seconds)
  local ok, reason = dict:safe_set(key, value, seconds or 0)
  if not ok then return M.answer(507, 'the table of ' .. name .. ' is full: ' .. reason) end
end

package.loaded.qp_admin = M
