/**
 * Who gets our DKIM signature. Pure: it only holds the text that rspamd runs.
 * A signature says "this domain answers for the message", so the domain of From must be the sender's own:
 * that of the one who signed in, or of the envelope sender, which Postfix let pass for him (`reject_sender_login_mismatch`).
 * From the reinjection only what was made here is signed: vacation answers, with an empty envelope sender and without a Received header.
 * What a mailbox redirects may come from anybody who writes our domain into From.
 */

/** What Postfix calls its service for Dovecot's mail (`milter_macro_daemon_name`); rspamd hands it on as MTA-Name. */
export const reinjectionName = 'REINJECTION'

/** Lua for `use_domain_custom`: the domain to sign with, or nil. */
export const signingDomainLua = `return function(task)
  local function domainOf(addresses)
    local domain = addresses and addresses[1] and addresses[1].domain
    return domain and domain:lower() or ''
  end
  local author = domainOf(task:get_from('mime'))
  if author == '' then return nil end
  local sender = domainOf(task:get_from('smtp'))
  local user = task:get_user()
  if user then
    if author == (user:match('.*@(.*)') or ''):lower() or author == sender then return author end
    return nil
  end
  local service = tostring(task:get_request_header('MTA-Name') or '')
  if service == '${reinjectionName}' and sender == '' and not task:get_header('Received') then return author end
  return nil
end
`
