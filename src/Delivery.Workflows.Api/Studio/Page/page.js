// Our page around Elsa Studio: it signs in, and shows one of the Studio's custom elements for each address.
import { createDemo, roles } from './demo.js';
import { createOidc } from './oidc.js';
import { createPublishing } from './publishing.js';
import { Refused, unreachable } from './refused.js';
import { watchRefusals } from './refusals.js';
import { texts } from './texts.js';

const renewAgainAfter = 3_000;
const longestTimer = 2 ** 31 - 1;
const endKey = 'studio-sign-in-ended';

const byId = id => document.getElementById(id);
const root = new URL(document.baseURI).pathname;
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
let settings = null;
let issuer = null;
let token = null;
let problem = null;
let renewal = 0;

const say = (key, values = {}) => texts[key][language === 'ko' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

function showTexts() {
  document.documentElement.lang = language;
  document.title = say('title');
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = say(element.dataset.text);
  }
  byId('language').textContent = language === 'ko' ? 'English' : '한국어';
  byId('language').lang = language === 'ko' ? 'en' : 'ko';
  tellProblem(problem);
  publishing.render();
}

function accept(fresh) {
  token = fresh;
  scheduleRenewal();
}

function scheduleRenewal() {
  clearTimeout(renewal);
  const next = token.renewAt === null ? token.expires : token.renewAt;
  renewal = setTimeout(renew, Math.min(Math.max(next - Date.now(), 0), longestTimer));
}

async function renew() {
  const left = () => token.expires - Date.now();
  if ((token.renewAt === null ? left() : token.renewAt - Date.now()) > 0) {
    scheduleRenewal();
    return;
  }
  if (token.renewAt === null) {
    end('signInEnded');
    return;
  }
  try {
    // Also when it is too late: a computer that wakes up is asked first and sent away only when there is nobody to ask.
    accept(await issuer.renew(token));
  } catch (error) {
    if (left() <= 0) {
      end(error.message);
    } else if (error.message === 'signInEnded') {
      // The issuer has said no. The token that is there is good for a while yet, and asking again is of no use.
      warn(say('signInEnds', { at: new Date(token.expires).toLocaleTimeString(language) }));
      token.renewAt = null;
      scheduleRenewal();
    } else {
      renewal = setTimeout(renew, Math.min(renewAgainAfter, left()));
    }
  }
}

// The Studio keeps the token in its memory: only a fresh page has forgotten it. The address stays, and the next sign-in leads back to it.
async function end(why) {
  sessionStorage.setItem(endKey, why);
  // Whoever could not be asked has not said no: what is kept is tried again when the page has been loaded anew.
  if (!unreachable.includes(why)) {
    await issuer.forget();
  }
  location.reload();
}

async function signOut() {
  clearTimeout(renewal);
  if (!await issuer.signOut()) {
    location.reload();
  }
}

const open = id => go(`definitions/${encodeURIComponent(id)}`);
const screens = {
  definitions: id => id
    ? ['elsa-workflow-definition-editor', { definitionId: id, workflowDefinitionExecuted: run => go(`instances/${encodeURIComponent(run)}`) }]
    : ['elsa-workflow-definition-list', { editWorkflowDefinition: open }],
  instances: id => id
    ? ['elsa-workflow-instance-viewer', { instanceId: id, editWorkflowDefinition: open }]
    : ['elsa-workflow-instance-list', { viewWorkflowInstance: run => go(`instances/${encodeURIComponent(run)}`) }],
};

async function ask(path, body) {
  const response = await fetch(settings.api + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token.text}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  return {
    ok: Boolean(response?.ok && answer), status: response?.status, body: answer, problem: Object.values(answer?.errors ?? {}).flat().join(' '),
  };
}

// What is open is read again: it is another version now.
const publishing = createPublishing({ say, language: () => language, ask, published: show });

const connection = () => ({ remoteEndpoint: new URL(settings.api, location.origin).href, accessToken: token.text });

// The Studio's elements live on for a second after they are taken out, and two of its screens do not bear each other. So we add and take
// away what is inside those elements ourselves.
let parts = [];

async function add(name, parameters) {
  const container = document.createElement('div');
  container.className = name;
  byId('screen').append(container);
  const part = await Blazor.rootComponents.add(container, name, { ...connection(), ...parameters });
  parts.push(part);
  return part;
}

async function clear() {
  const before = parts;
  parts = [];
  for (const part of before.reverse()) {
    try {
      await part.dispose();
    } catch (error) {
      // One that was never built to its end. The others go all the same, and the next screen is shown.
      console.warn(error);
    }
  }
  byId('screen').replaceChildren();
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused('badAddress');
  }
}

function address() {
  const [screen, id] = location.pathname.slice(root.length).split('/').filter(Boolean);
  return { screen: screen ?? 'definitions', id: id && decode(id) };
}

function go(path) {
  history.pushState(null, '', root + path);
  show();
}

// One after the other: who clicks on while a screen is being built gets the last one.
let showing = Promise.resolve();
function show() {
  showing = showing.then(showNow).catch(sayWhyNot);
  return showing;
}

async function sayWhyNot(error) {
  const known = error instanceof Refused;
  if (!known) {
    console.error(error);
  }
  byId('loading').hidden = true;
  // What was there belongs to another address.
  await clear().catch(console.error);
  warn(known ? say(error.message, error.values) : say('notShown'));
}

async function showNow() {
  byId('sign-in').hidden = token !== null;
  byId('screens').hidden = byId('who').hidden = byId('sign-out').hidden = token === null;
  if (!token) {
    return;
  }
  byId('who').textContent = `${token.who} (${token.role})`;
  const { screen, id } = address();
  for (const link of document.querySelectorAll('#screens a')) {
    link.classList.toggle('here', link.getAttribute('href') === screen);
  }
  publishing.showFor(screen === 'definitions' && id ? id : null);
  byId('loading').hidden = Boolean(customElements.get('elsa-backend-provider'));
  await customElements.whenDefined('elsa-backend-provider');
  byId('loading').hidden = true;
  byId('refusal').hidden = true;
  await clear();
  await add('elsa-backend-provider', {});
  await add(...(screens[screen] ?? screens.definitions)(id));
}

function warn(text) {
  byId('refusal-text').textContent = text;
  byId('refusal').hidden = false;
}

function tellProblem(what) {
  problem = what;
  byId('problem').hidden = what === null;
  byId('problem').textContent = what === null ? '' : say(what.message, what.values);
}

async function signIn(role) {
  tellProblem(null);
  if (!issuer) {
    await resume();
    if (token) {
      await show();
    }
    if (token || !issuer) {
      return;
    }
  }
  try {
    const fresh = await issuer.signIn(role);
    if (issuer.leaves) {
      return;
    }
    accept(fresh);
    await show();
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    tellProblem(error);
  }
}

function offerSignIn() {
  const demo = settings.signIn === 'demo';
  byId('sign-in-demo').hidden = !demo;
  byId('sign-in-issuer').hidden = demo;
  byId('roles').replaceChildren(...(demo ? roles : []).map(role => {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = `as-${role}`;
    button.dataset.text = role;
    button.addEventListener('click', () => signIn(role));
    return button;
  }));
}

// Whoever was signed in before a reload, or comes back from the issuer.
async function resume() {
  const ended = sessionStorage.getItem(endKey);
  sessionStorage.removeItem(endKey);
  if (ended && Object.hasOwn(texts, ended)) {
    tellProblem(new Refused(ended));
  }
  try {
    issuer = settings.signIn === 'demo' ? createDemo() : await createOidc(settings.oidc);
    const kept = await issuer.resume();
    if (kept) {
      accept(kept);
    }
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    tellProblem(error);
  }
}

document.addEventListener('click', event => {
  const link = event.target.closest('.bar a:not([data-external])');
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute('href'));
  }
});
byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko';
  localStorage.setItem('language', language);
  showTexts();
});
byId('sign-out').addEventListener('click', signOut);
byId('sign-in-oidc').addEventListener('click', () => signIn());
window.addEventListener('popstate', show);
byId('refusal-close').addEventListener('click', () => byId('refusal').hidden = true);

settings = await (await fetch('settings.json')).json();
watchRefusals(settings.api, why => warn(why || say('forbidden')), () => token?.text);
offerSignIn();
showTexts();
await resume();
await show();
