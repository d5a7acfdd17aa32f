// The Studio expects some of its requests to succeed, and stops when one of them is refused. So we say why it was, and let the Studio go on with an
// answer that says that nothing has happened.
const nothing = [
  { method: 'DELETE', path: /^\/(workflow-definitions|workflow-definition-versions|workflow-instances)\//, status: 204, body: null },
  { method: 'POST', path: /^\/cancel\/workflow-instances\//, status: 200, body: '' },
  { method: 'POST', path: /^\/bulk-actions\/cancel\//, status: 200, body: '{"cancelled":0}' },
  { method: 'POST', path: /^\/bulk-actions\/delete\//, status: 200, body: '{"deleted":0}' },
];

// Taking back what others need leaves the definition as it is.
const retraction = /^\/workflow-definitions\/([^/]+)\/retract$/;
const refused = [400, 403, 409];

async function reason(response) {
  const body = await response.clone().json().catch(() => null);
  return Object.values(body?.errors ?? {}).flat().join(' ');
}

export function watchRefusals(api, tell) {
  const send = window.fetch.bind(window);
  window.fetch = async (resource, options) => {
    const response = await send(resource, options);
    const url = new URL(resource?.url ?? resource, location.href);
    if (!refused.includes(response.status) || url.origin !== location.origin || !url.pathname.startsWith(api)) {
      return response;
    }
    const path = url.pathname.slice(api.length);
    const method = (options?.method ?? resource?.method ?? 'GET').toUpperCase();
    const retracted = method === 'POST' && retraction.exec(path);
    if (retracted) {
      tell(await reason(response));
      const headers = resource?.headers ?? options?.headers;
      return send(`${api}/workflow-definitions/by-definition-id/${retracted[1]}?versionOptions=Latest`, { headers });
    }
    const instead = nothing.find(candidate => candidate.method === method && candidate.path.test(path));
    if (!instead && !path.endsWith('/execute')) {
      return response;
    }
    tell(await reason(response));
    return instead
      ? new Response(instead.body, { status: instead.status, headers: instead.body ? { 'Content-Type': 'application/json' } : {} })
      : response;
  };
}
