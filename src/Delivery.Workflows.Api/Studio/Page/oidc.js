// Signing in with an OpenID Connect issuer: code flow with PKCE, in this window. The library speaks the protocol; here is what a person notices of it.
import { Refused, unreachable } from './refused.js';

const longestAnswer = 10_000;
const longestWait = 2_000;
const renewBefore = 60_000;
const unknownLifetime = 300_000;
const windowKey = 'studio-window';
const screen = /^(definitions|instances)(\/[^/?#\\]+)?$/;
const root = new URL(document.baseURI).pathname;
const ended = ['invalid_grant', 'login_required', 'interaction_required', 'consent_required', 'account_selection_required'];
// What the library says of answers that are no protocol: of a proxy in front of the issuer, or of an issuer that has too much to do.
const cannotAnswer = /^Invalid response Content-Type|\((429|5\d\d)\)$/;
const away = ['temporarily_unavailable', 'server_error'];

function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Refused('signInFailed'));
    document.head.append(script);
  });
}

function hold(name) {
  return new Promise(resolve => navigator.locks
    .request(name, { signal: AbortSignal.timeout(longestWait) }, () => {
      resolve(true);
      return new Promise(() => { });
    })
    .catch(() => resolve(false)));
}

// On a busy computer the answer may come after the time that it was given.
const isHeld = async name => (await navigator.locks.query()).held.some(lock => lock.name === name);

// A window that is duplicated begins with a copy of what the first one has stored. If both renewed with one refresh token, the issuer would take the
// second for a thief, and end the sign-in of both.
async function isCopy() {
  const known = sessionStorage.getItem(windowKey);
  if (known && (await hold(known) || !await isHeld(known))) {
    return false;
  }
  const own = `${windowKey}-${crypto.randomUUID()}`;
  sessionStorage.setItem(windowKey, own);
  await hold(own);
  return known !== null;
}

function refusal(error) {
  if (error instanceof Refused) {
    return error;
  }
  if (error.error === 'access_denied') {
    return new Refused('denied');
  }
  if (ended.includes(error.error)) {
    return new Refused('signInEnded');
  }
  if (away.includes(error.error) || error.name === 'ErrorTimeout' || error instanceof TypeError || cannotAnswer.test(error.message)) {
    return new Refused('noSignInService');
  }
  if (error.error) {
    return new Refused('issuerRefused', { why: error.error_description || error.error });
  }
  if (/^No (matching )?state /.test(error.message)) {
    return new Refused('notThisSignIn');
  }
  console.error(error);
  return new Refused('signInFailed');
}

// The server says who that is: how roles are written into tokens is its business.
async function ask(text) {
  const response = await fetch('who', { headers: { authorization: `Bearer ${text}` }, signal: AbortSignal.timeout(longestAnswer) }).catch(() => null);
  if (response?.ok) {
    return response.json();
  }
  if (response?.status === 403) {
    throw new Refused('wrongRole');
  }
  if (response?.status !== 401) {
    throw new Refused('noServer');
  }
  const why = response.headers.get('WWW-Authenticate') ?? '';
  throw new Refused(/expired|not valid before/.test(why) ? 'clocksDiffer' : /audience/.test(why) ? 'wrongAudience' : 'tokenNotAccepted');
}

function times(user) {
  // Counted from when the answer came, so that this computer's clock may be wrong.
  const expires = user.expires_at ? user.expires_at * 1000 : Date.now() + unknownLifetime;
  return { expires, renewAt: user.refresh_token ? expires - Math.min(renewBefore, (expires - Date.now()) / 2) : null };
}

export async function createOidc(settings) {
  if (!settings) {
    throw new Refused('noSignInService');
  }
  if (!window.isSecureContext) {
    throw new Refused('needsHttps');
  }
  await load('oidc-client-ts.min.js');
  const stored = () => new oidc.WebStorageStateStore({ store: sessionStorage });
  const manager = new oidc.UserManager({
    authority: settings.authority,
    client_id: settings.clientId,
    redirect_uri: new URL('signed-in', document.baseURI).href,
    post_logout_redirect_uri: document.baseURI,
    response_type: 'code',
    scope: settings.scope,
    resource: settings.resource ?? undefined,
    extraQueryParams: settings.parameters,
    automaticSilentRenew: false,
    loadUserInfo: false,
    requestTimeoutInSeconds: longestAnswer / 1000,
    silentRequestTimeoutInSeconds: longestAnswer / 1000,
    stateStore: stored(),
    userStore: stored(),
  });
  const copy = await isCopy();
  let asAnother = false;
  let renewing = Promise.resolve();

  const goTo = path => history.replaceState(null, '', root + (screen.test(path) ? path : ''));

  async function take(user) {
    try {
      const { subject, role } = await ask(user.access_token);
      return { text: user.access_token, who: subject, role, ...times(user) };
    } catch (error) {
      // The issuer would answer the next attempt with the same account, without asking.
      asAnother = error.message === 'wrongRole';
      throw error;
    }
  }

  async function comeBack() {
    const address = location.href;
    // A code is good once: neither reloading nor going back shall try it again.
    goTo('');
    try {
      const user = await manager.signinRedirectCallback(address);
      goTo(user.state);
      return await take(user);
    } catch (error) {
      if (error.state) {
        goTo(error.state);
      }
      throw error;
    }
  }

  async function renew(token) {
    const asked = manager.signinSilent();
    renewing = asked.catch(() => null);
    const user = await asked;
    return { ...token, text: user.access_token, ...times(user) };
  }

  // What is still on its way would be stored behind our back.
  async function forget() {
    await renewing;
    await manager.removeUser();
  }

  async function goOn() {
    const user = copy ? null : await manager.getUser();
    if (!user) {
      await manager.removeUser();
      return null;
    }
    if (user.expired && !user.refresh_token) {
      throw new Refused('signInEnded');
    }
    return take(user.expired ? await manager.signinSilent() : user);
  }

  const orRefused = act => async (...values) => {
    try {
      return await act(...values);
    } catch (error) {
      throw refusal(error);
    }
  };

  return {
    leaves: true,
    signIn: orRefused(() => manager.signinRedirect({
      state: location.pathname.slice(root.length), nonce: crypto.randomUUID(), ...(asAnother && { prompt: 'login' }),
    })),
    async resume() {
      try {
        return await (location.pathname === `${root}signed-in` ? comeBack() : goOn());
      } catch (error) {
        const known = refusal(error);
        // Whoever could not be asked has not said no: reloading tries again.
        if (!unreachable.includes(known.message)) {
          await manager.removeUser();
        }
        throw known;
      }
    },
    renew: orRefused(renew),
    forget,
    async signOut() {
      await renewing;
      try {
        if (await manager.metadataService.getEndSessionEndpoint()) {
          await manager.signoutRedirect();
          return true;
        }
        await manager.revokeTokens(['refresh_token']);
      } catch {
        // The issuer is away, or takes nothing back: here, at least, nothing is left.
      }
      await forget();
      return false;
    },
  };
}
