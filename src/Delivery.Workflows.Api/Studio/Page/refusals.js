// The Studio expects some of its requests to succeed, and stops when one of them is refused. So we say why it was, and let the Studio go on with an
// answer that says that nothing has happened.
const nothing = [
  { method: 'DELETE', path: /^\/(workflow-definitions|workflow-definition-versions|workflow-instances)\//, status: 204, body: null },
  { method: 'POST', path: /^\/cancel\/workflow-instances\//, status: 200, body: '' },
  { method: 'POST', path: /^\/bulk-actions\/cancel\//, status: 200, body: '{"cancelled":0}' },
  { method: 'POST', path: /^\/bulk-actions\/delete\//, status: 200, body: '{"deleted":0}' },
];

// What is there instead of what was asked for: the definition as it is.
const unchanged = [
  { path: /^\/workflow-definitions\/([^/]+)\/retract$/, ask: id => `by-definition-id/${id}?versionOptions=Latest`, pick: answer => answer },
  { path: /^\/workflow-definitions\/([^/]+)\/revert\/\d+$/, ask: id => `?definitionIds=${id}&versionOptions=Latest`, pick: answer => answer.items[0] },
];

// Saving, and what depends on what is saved.
const change = /^\/workflow-definitions(\/[^/]+\/(publish|publishing|retract|revert\/\d+))?\/?$/;
const refused = [400, 403, 409];

const json = (value, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json' } });

async function reason(response) {
  const body = await response.clone().json().catch(() => null);
  return Object.values(body?.errors ?? {}).flat().join(' ');
}

// The Studio sends the next save before it has the answer to the one before. Two that are under way at once can overtake each other, and a save is the
// whole definition: so one is sent after the other, and numbered, so that the server knows what comes late for whatever reason.
function sendInOrder(send) {
  let before = Promise.resolve();
  let count = 0;
  return (resource, options) => {
    const headers = new Headers(options?.headers ?? resource?.headers);
    headers.set('Delivery-Change', ++count);
    const answer = before.then(() => send(resource, { ...options, headers }));
    before = answer.catch(() => null);
    return answer;
  };
}

// The Studio keeps the token that a screen was opened with. So the one of now is put into what it sends: an open editor outlives its first token.
function sendAs(token, send) {
  return (resource, options) => {
    const headers = new Headers(options?.headers ?? resource?.headers);
    if (headers.has('authorization') && token()) {
      headers.set('authorization', `Bearer ${token()}`);
    }
    return send(resource, { ...options, headers });
  };
}

export function watchRefusals(api, tell, token) {
  const sendAsItIs = window.fetch.bind(window);
  const send = sendAs(token, sendAsItIs);
  const hubs = api.replace(/api$/, 'hubs/');
  const sendNext = sendInOrder(send);
  window.fetch = async (resource, options) => {
    const url = new URL(resource?.url ?? resource, location.href);
    const isOurs = url.origin === location.origin;
    if (!isOurs || !url.pathname.startsWith(api)) {
      return (isOurs && url.pathname.startsWith(hubs) ? send : sendAsItIs)(resource, options);
    }
    const path = url.pathname.slice(api.length);
    const method = (options?.method ?? resource?.method ?? 'GET').toUpperCase();
    const response = await (method === 'POST' && change.test(path) ? sendNext : send)(resource, options);
    if (response.ok && method === 'POST' && /^\/bulk-actions\/|\/update-references$/.test(path) && response.headers.get('Content-Type')?.includes('json')) {
      // The Studio shows how many were done. Why the others were not, nobody would know.
      const { reasons } = await response.clone().json().catch(() => ({}));
      if (reasons) {
        tell(Object.values(reasons).join(' '));
      }
      return response;
    }
    if (!refused.includes(response.status)) {
      return response;
    }
    const instead = nothing.find(candidate => candidate.method === method && candidate.path.test(path));
    const kept = method === 'POST' && unchanged.find(candidate => candidate.path.test(path));
    if (!instead && !kept && !path.endsWith('/execute')) {
      return response;
    }
    tell(await reason(response));
    if (kept) {
      const { authorization } = Object.fromEntries(new Headers(options?.headers ?? resource?.headers));
      const answer = await send(`${api}/workflow-definitions/${kept.ask(kept.path.exec(path)[1])}`, { headers: { authorization } });
      return answer.ok ? json(kept.pick(await answer.json())) : answer;
    }
    return instead
      ? new Response(instead.body, { status: instead.status, headers: instead.body ? { 'Content-Type': 'application/json' } : {} })
      : response;
  };
}
