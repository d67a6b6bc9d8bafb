-- What the router answers by itself, by codes: Heroku's where they begin with H, our own where they begin with Q. Runs inside
-- nginx (lua-nginx-module).

local M = {}

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

-- @param route      undefined where no app has the name
-- @param process_type  whose dynos were asked for
function M.show(code, route, process_type)
  if code == 'to-https' then return redirect_to_https() end
  local page = pages[code]
  if code == 'H14' then page = with_type(page, process_type) end
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

package.loaded.qp_pages = M
