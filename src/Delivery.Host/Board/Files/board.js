'use strict';

// The board uses what any app may use: a token, the list of orders, and the stream of changes.

const columns = [
  ['Placed', '접수', 'Placed'],
  ['PaymentDeferred', '결제 대기', 'Payment deferred'],
  ['Paid', '결제 완료', 'Paid'],
  ['Offered', '가게 확인 중', 'At the store'],
  ['Accepted', '주문 수락', 'Accepted'],
  ['Cooking', '조리 중', 'Cooking'],
  ['Cooked', '라이더 찾는 중', 'Finding a rider'],
  ['RiderAssigned', '라이더 배정', 'Rider assigned'],
  ['PickedUp', '배달 중', 'On the way'],
  ['HandedOver', '전달 완료', 'Handed over'],
  ['Completed', '완료', 'Completed'],
  ['Cancelled', '취소', 'Cancelled'],
];

const outcomes = {
  CancelledByCustomer: ['고객 취소', 'by the customer'],
  CancelledByOperator: ['운영자 취소', 'by an operator'],
  PaymentDeclined: ['결제 거절', 'payment declined'],
  PaymentExpired: ['결제 기한 만료', 'payment expired'],
  StoreRejected: ['가게 거절', 'store rejected'],
  StoreDidNotAnswer: ['가게 무응답', 'store silent'],
  StoreUnavailable: ['가게 연결 불가', 'store unavailable'],
  NoRiderFound: ['라이더 없음', 'no rider'],
};

const texts = {
  title: ['배달', 'Delivery'],
  subtitle: ['주문의 모든 순간을 실시간으로', 'Orders, live, from the tap to the hand-over'],
  docs: ['API 문서', 'API reference'],
  health: ['상태 점검', 'Health'],
  open: ['진행 중', 'open'],
  completed: ['완료', 'completed'],
  cancelled: ['취소', 'cancelled'],
  escalated: ['운영자 확인 필요', 'need an operator'],
  rate: ['분당 변경', 'changes per minute'],
  emptyTitle: ['아직 주문이 없습니다', 'No orders yet'],
  emptyText: ['주문을 실행하고 움직임을 지켜보세요:', 'Play some and watch them move:'],
  signInTitle: ['로그인', 'Sign in'],
  signInText: [
    '이 환경은 별도의 인증 서버를 사용합니다. viewer 또는 operator 역할의 토큰을 붙여 넣으세요.',
    'This installation has its own issuer. Paste a token with the role viewer or operator.',
  ],
  show: ['보드 열기', 'Show the board'],
  connecting: ['연결 중 …', 'connecting …'],
  live: ['실시간', 'live'],
  lost: ['연결이 끊겼습니다. 다시 연결 중 …', 'connection lost, trying again …'],
  more: ['건 더', 'more'],
};

const shownPerColumn = 12;
const retryAfter = 2000;
const refreshEvery = 15000;

const orders = new Map();
const recentChanges = [];
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
let connection = 'connecting';
let token = null;
let position = 0;
let drawing = false;

const byId = id => document.getElementById(id);
const say = pair => pair[language === 'ko' ? 0 : 1];
const isFinal = order => order.status === 'Completed' || order.status === 'Cancelled';
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

class SignInNeeded extends Error { }

async function signIn() {
  const response = await fetch('/identity/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'viewer' }),
  });
  if (!response.ok) {
    throw response.status === 404 || response.status === 401 ? new SignInNeeded() : new Error(`sign-in answered ${response.status}`);
  }

  token = (await response.json()).access_token;
}

async function get(path, headers = {}) {
  const response = await fetch(path, { headers: { ...headers, Authorization: `Bearer ${token}` } });
  if (response.status === 401 || response.status === 403) {
    token = null;
  }

  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }

  return response;
}

async function loadOrders() {
  const page = await (await get('/ops/orders?limit=200')).json();
  position = Math.max(position, page.sequence ?? 0);
  for (const order of page.items) {
    const known = orders.get(order.orderId);
    if (!known || order.version >= known.version) {
      orders.set(order.orderId, { ...order, changedAt: Date.parse(order.updatedAt) });
    }
  }

  draw();
}

async function follow() {
  const response = await get(`/ops/orders/stream?after=${position}`, { Accept: 'text/event-stream' });
  setConnection('live');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }

    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    blocks.forEach(takeEvent);
  }
}

function takeEvent(block) {
  const data = block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5)).join('\n');
  if (!data) {
    return;
  }

  const change = JSON.parse(data);
  position = Math.max(position, change.sequence);
  const known = orders.get(change.orderId);
  if (known && known.version >= change.version) {
    return;
  }

  orders.set(change.orderId, { ...known, ...change, changedAt: Date.parse(change.at) });
  recentChanges.push(Date.now());
  draw();
}

// An open incident changes no status, so the stream does not tell it.
async function refresh() {
  for (;;) {
    await wait(refreshEvery);
    if (token) {
      await loadOrders().catch(() => { });
    }
  }
}

async function run() {
  for (;;) {
    try {
      token ??= sessionStorage.getItem('token');
      if (!token) {
        await signIn();
      }

      await loadOrders();
      await follow();
    } catch (error) {
      sessionStorage.removeItem('token');
      if (error instanceof SignInNeeded) {
        byId('sign-in').hidden = false;
        byId('empty').hidden = true;
        return;
      }
    }

    setConnection('lost');
    await wait(retryAfter);
  }
}

function setConnection(state) {
  connection = state;
  byId('connection').classList.toggle('live', state === 'live');
  byId('connection').textContent = say(texts[state]);
  draw();
}

// Many changes in one frame are drawn once.
function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawCounters();
      columns.forEach(drawColumn);
      const idle = orders.size === 0 && connection === 'live';
      byId('empty').hidden = !idle;
      document.body.classList.toggle('idle', idle);
    });
  }
}

function drawCounters() {
  const all = [...orders.values()];
  const escalated = all.filter(order => order.escalated && !isFinal(order)).length;
  while (recentChanges.length && recentChanges[0] < Date.now() - 60000) {
    recentChanges.shift();
  }

  byId('count-open').value = all.filter(order => !isFinal(order)).length;
  byId('count-completed').value = all.filter(order => order.status === 'Completed').length;
  byId('count-cancelled').value = all.filter(order => order.status === 'Cancelled').length;
  byId('count-escalated').value = escalated;
  byId('count-escalated').parentElement.classList.toggle('on', escalated > 0);
  byId('count-rate').value = recentChanges.length;
}

function drawColumn([status, ...name]) {
  const column = byId(`column-${status}`);
  const here = [...orders.values()].filter(order => order.status === status).sort((a, b) => b.changedAt - a.changedAt);
  column.querySelector('span').textContent = say(name);
  column.querySelector('b').textContent = here.length || '';
  const list = column.querySelector('ul');
  const known = new Map([...list.children].map(item => [item.dataset.key, item]));
  const cards = here.slice(0, shownPerColumn).map(order => known.get(keyOf(order)) ?? createCard(order));
  if (cards.length !== list.children.length || cards.some((card, index) => card !== list.children[index])) {
    list.replaceChildren(...cards);
  }

  column.querySelector('.more').textContent = here.length > shownPerColumn ? `+ ${here.length - shownPerColumn} ${say(texts.more)}` : '';
}

// A card is made anew only when something about it has changed.
function keyOf(order) {
  return [order.orderId, order.version, order.escalated, language].join('|');
}

function createCard(order) {
  const item = document.createElement('li');
  item.className = `order arriving ${order.status.toLowerCase()}`;
  // Only a card that has just come moves: drawing puts the others in again.
  item.addEventListener('animationend', () => item.classList.remove('arriving'), { once: true });
  item.classList.toggle('escalated', Boolean(order.escalated) && !isFinal(order));
  item.dataset.key = keyOf(order);
  item.title = order.orderId;
  const id = document.createElement('code');
  id.textContent = order.orderId.slice(-8);
  const detail = document.createElement('small');
  const outcome = order.status === 'Cancelled' && outcomes[order.outcome] ? say(outcomes[order.outcome]) : null;
  detail.textContent = [outcome, order.storeId.replace('sto_', ''), order.riderId].filter(Boolean).join(' · ');
  item.append(id, detail);
  return item;
}

function createColumns() {
  byId('board').replaceChildren(...columns.map(([status]) => {
    const column = document.createElement('section');
    column.className = 'column';
    column.id = `column-${status}`;
    const heading = document.createElement('h2');
    heading.append(document.createElement('span'), document.createElement('b'));
    const more = document.createElement('div');
    more.className = 'more';
    column.append(heading, document.createElement('ul'), more);
    return column;
  }));
}

function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = say(texts[element.dataset.text]);
  }

  const other = byId('language');
  other.textContent = language === 'ko' ? 'English' : '한국어';
  other.lang = language === 'ko' ? 'en' : 'ko';
  setConnection(connection);
}

byId('origin').textContent = location.origin;
byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko';
  localStorage.setItem('language', language);
  speak();
});
byId('token-form').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem('token', byId('token').value.trim());
  byId('sign-in').hidden = true;
  run();
});

createColumns();
speak();
setInterval(draw, 5000);
refresh();
run();
