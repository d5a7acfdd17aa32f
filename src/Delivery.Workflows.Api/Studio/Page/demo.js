// Signing in where the development issuer gives a token to anybody: in the demo profile.
import { Refused } from './refused.js';

const storageKey = 'studio-token';
const longestAnswer = 10_000;
const renewBefore = 60_000;

export const roles = ['analyst', 'operator', 'viewer'];

function read(text) {
  try {
    const payload = text.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), letter => letter.charCodeAt(0))));
    const expires = claims.exp * 1000;
    return { text, who: claims.sub, role: [claims.role].flat().find(role => roles.includes(role)), expires, renewAt: expires - renewBefore };
  } catch {
    return null;
  }
}

function accept(text) {
  const token = read(text);
  if (!token || !(token.expires > Date.now())) {
    throw new Refused('badToken');
  }
  if (!token.role) {
    throw new Refused('wrongRole');
  }
  sessionStorage.setItem(storageKey, text);
  return token;
}

async function ask(role) {
  const answer = await fetch('/identity/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role }),
    signal: AbortSignal.timeout(longestAnswer),
  }).then(response => response.ok ? response.json() : null).catch(() => null);
  if (!answer) {
    throw new Refused('noIssuer');
  }
  return accept(answer.access_token);
}

export function createDemo() {
  const forget = () => sessionStorage.removeItem(storageKey);
  return {
    signIn: ask,
    resume() {
      const kept = sessionStorage.getItem(storageKey);
      try {
        return kept ? accept(kept) : null;
      } catch {
        forget();
        return null;
      }
    },
    renew: token => ask(token.role),
    forget,
    signOut: forget,
  };
}
