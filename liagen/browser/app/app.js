/* Sends what she does and puts in what is different. The page works without it; with it nothing jumps: focus, caret,
   scroll positions, opened details and what she is typing stay.

   The host gives `window.liagen.send(fields, files)` → a promise of a reply (Reply.as_json of exchange.py; the bytes of
   a download may be a Uint8Array too), with fields as [name, value] and files as {name, data: Uint8Array}; without it
   the server of this page is asked. `window.liagen.show(reply)` shows a reply that nobody asked for. */

(() => {
  'use strict';
  const REGIONS = ['kop', 'melding', 'stappen', 'vragen', 'document'];
  const PANES = ['vragen', 'document'];
  const CONTROLS = 'input, textarea, select';
  const TYPED = 'textarea, input:not([type=radio], [type=checkbox], [type=file], [type=hidden])';
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const KEPT_WORK = 'liagen-werk', KEEPING = 'liagen-opslag';
  const BUSY_AFTER = 400;
  const WORDS = {
    failed: 'Dit is niet gelukt. Wat u invulde, staat er nog.',
    lost: 'De pagina krijgt geen antwoord van liagen. Is het gestopt? Start het dan opnieuw.',
    again: 'Probeer het opnieuw',
    change: 'Naar de eerste wijziging',
    on: 'Uw werk wordt in deze browser bewaard.',
    off: 'Uw werk wordt niet in deze browser bewaard.',
    wiped: 'Wat in deze browser was bewaard, is gewist.',
    pending: 'Kies eerst bovenaan de pagina wat u wilt met het werk van een vorige keer.',
    barred: 'Deze browser laat bewaren niet toe. Gebruik «Werk bewaren»: dan krijgt u een bestand.',
  };

  const page = document.documentElement;
  const part = id => document.getElementById(id);
  const host = window.liagen = window.liagen || {};
  const shown = new Map();    // region → the HTML it was last given, unless something of it was held back
  const typedAt = new Map();  // control → the moment she last changed it, and the id of its form
  const sentAt = new Map();   // id of a form → the last moment of which the answer is in
  const waiting = [];
  const widths = new CSSStyleSheet();
  let moment = 0, place = document.body.dataset.plaats || '';
  let unsaved = 'onbewaard' in document.body.dataset;
  let sending = false, work = '', failed = null, offer = false, storageText = '';
  let blocks = blocksOf(document.querySelector('.hoofdtekst'));
  let textName = (document.querySelector('.hoofdtekst') || page).dataset.tekst;
  let news = '';              // id of the first text that the last reply made new
  let leftAt = 0;             // how far the document was scrolled by us; she may read on elsewhere
  let released = Promise.resolve(), release = () => {};

  // --- sending

  function request(form, submitter, action) {
    const data = new FormData(form), fields = [], files = [];
    for (const [name, value] of data) {
      if (!(value instanceof File)) fields.push([name, value]);
      else if (value.name) files.push(value);
    }
    if (submitter && submitter.name) fields.push([submitter.name, submitter.value]);
    if (action) fields.push(['doe', action]);
    return { fields, files, form: form.id, answers: action === 'antwoord', at: moment };
  }

  const simple = (action, files = []) =>
    ({ fields: [['plaats', place], ['doe', action]], files, form: '', follows: action === 'rest' });

  const went = (to, back) => ({ ...simple('naar'), fields: [['plaats', to], ['doe', 'naar']], back });

  const answersForm = () => document.querySelector('form[data-vanzelf]');

  function post(asked) {
    // What she typed and did not leave yet goes first: the page may be another after this.
    if (isTyping() && asked.form !== answersForm().id) post(request(answersForm(), null, 'antwoord'));
    // The newest state of a form tells all that an older one told.
    const older = waiting.findIndex(each => each.answers && each.form === asked.form && samePlace(each, asked));
    if (asked.answers && older >= 0) waiting.splice(older, 1);
    waiting.push(asked);
    workOff();
  }

  const samePlace = (one, other) => {
    const value = each => (each.fields.find(([name]) => name === 'plaats') || [])[1];
    return value(one) === value(other);
  };

  async function workOff() {
    if (sending) return;
    sending = true;
    const busy = setTimeout(() => { page.dataset.bezig = ''; }, BUSY_AFTER);
    while (waiting.length) {
      const asked = waiting.shift();
      try {
        await exchange(asked);
        failed = null;
      } catch (error) {
        failed = asked;
        tellFailure(error);
      }
    }
    clearTimeout(busy);
    delete page.dataset.bezig;
    sending = false;
    guard();
  }

  async function exchange(asked) {
    const kept = isKeeping() ? [['opslag', 'aan']] : [];
    const files = await Promise.all(asked.files.map(bytesOf));
    const reply = await (host.send || ask)([...asked.fields, ...kept], files);
    if (asked.form) sentAt.set(asked.form, Math.max(sentAt.get(asked.form) || 0, asked.at));
    if (files.length) for (const each of document.querySelectorAll('input[type=file]')) each.value = '';
    await released;
    const overtaken = reply.plaats !== place && !reply.bestand && isTyping();
    if (overtaken) waiting.unshift(request(answersForm(), null, 'antwoord'), went(reply.plaats, asked.back));
    else show(reply, asked);
  }

  const bytesOf = async file => ({ name: file.name, data: new Uint8Array(await file.arrayBuffer()) });

  async function ask(fields, files) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const file of files) body.append('bestand', new Blob([file.data]), file.name);
    let answer;
    try {
      answer = await fetch('doe', { method: 'POST', body, cache: 'no-store' });
    } catch {
      throw new Error(WORDS.lost);
    }
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  function tellFailure(error) {
    const frame = document.createElement('div'), content = document.createElement('div');
    frame.className = 'utrecht-alert utrecht-alert--error';
    content.className = 'utrecht-alert__content';
    for (const text of [WORDS.failed, error.message || String(error)]) {
      const line = document.createElement('p');
      line.className = 'utrecht-paragraph';
      line.textContent = text;
      content.append(line);
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'utrecht-button utrecht-button--secondary-action';
    button.textContent = WORDS.again;
    button.addEventListener('click', () => { if (failed) post(failed); });
    content.append(button);
    frame.append(content);
    part('melding').replaceChildren(frame);
    shown.delete('melding');
  }

  // --- showing

  function show(reply, asked = {}) {
    const moved = reply.plaats !== place;
    if (moved) typedAt.clear();
    const follows = Math.abs(part('document').scrollTop - leftAt) <= 2;
    const anchors = PANES.map(id => part(id)).concat(document.scrollingElement).map(anchor);
    const before = document.activeElement;
    if (asked.answers) unmark();
    for (const id of REGIONS) if (id in reply.delen) renew(id, reply.delen[id]);
    widths.replaceSync(part('document').dataset.regels || '');
    document.title = reply.titel;
    anchors.forEach(restore => restore());
    if (asked.answers && news && follows) follow(news);
    if (follows) leftAt = part('document').scrollTop;
    news = '';
    if (moved) begin(reply.plaats, asked.back);
    refocus(reply.focus, before);
    if (!asked.follows && part('gezegd').textContent !== reply.gezegd) part('gezegd').textContent = reply.gezegd;
    if (reply.bestand) download(reply.bestand);
    unsaved = reply.onbewaard;
    guard();
    keep(reply.werk);
    showStorage();
    // What takes long comes behind the chapter, once nothing else waits.
    if (reply.rest && !waiting.length) waiting.push(simple('rest'));
  }

  function renew(id, html) {
    if (shown.get(id) === html) return;
    const old = part(id);
    const now = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    let held = false;
    for (const control of now.querySelectorAll(CONTROLS)) held = hold(control) || held;
    for (const each of now.querySelectorAll('details[id]')) if (part(each.id)) each.open = part(each.id).open;
    if (id === 'document') mark(now);
    Idiomorph.morph(old, now, { morphStyle: 'outerHTML', ignoreActiveValue: false, restoreFocus: true });
    // What she clicked is a state of the box, which its attribute does not change.
    for (const box of part(id).querySelectorAll('input[type=checkbox], input[type=radio]')) {
      box.checked = box.hasAttribute('checked');
    }
    if (held) shown.delete(id); else shown.set(id, html);
  }

  /* Gives a new control what stands in the page, when that is newer than what was sent or she is in the middle of it.
     Returns whether that is another value than the reply has. */
  function hold(control) {
    const old = control.id && part(control.id);
    if (!old || old.type !== control.type || old.type === 'file') return false;
    if (!isNewer(groupOf(old)) && !(old === document.activeElement && old.matches(TYPED))) return false;
    if (old.type === 'radio' || old.type === 'checkbox') {
      const differs = control.checked !== old.checked;
      control.checked = old.checked;
      control.toggleAttribute('checked', old.checked);
      return differs;
    }
    const differs = control.value !== old.value;
    if (control.matches('select')) {
      for (const option of control.options) option.toggleAttribute('selected', option.value === old.value);
    } else if (control.matches('textarea')) control.textContent = old.value;
    else control.setAttribute('value', old.value);
    control.value = old.value;
    return differs;
  }

  // One radio button that is switched on switches off the others, which hear nothing of it.
  const groupOf = control => control.type === 'radio' ? `radio ${control.name}` : control.id;

  /* Remembers what is at the top of a pane, or where she is in it, and returns what puts that back in its place. */
  function anchor(pane) {
    if (!pane || !pane.scrollTop) return () => {};
    const root = pane === document.scrollingElement;
    const top = root ? 0 : pane.getBoundingClientRect().top;
    const bottom = root ? innerHeight : pane.getBoundingClientRect().bottom;
    const isSeen = each => {
      const box = each.getBoundingClientRect();
      return box.height > 0 && box.bottom > top + 1 && box.top < bottom;
    };
    const here = document.activeElement;
    const inPane = here && here.id && pane.contains(here) && !PANES.includes(here.id) && isSeen(here);
    const seen = inPane ? here : [...pane.querySelectorAll('[id]:not(form, main, section, .hoofdtekst, .tab)')].find(isSeen);
    if (!seen) return () => {};
    const { id } = seen, from = seen.getBoundingClientRect().top;
    return () => {
      const again = part(id);
      if (again) pane.scrollTop += again.getBoundingClientRect().top - from;
    };
  }

  function refocus(id, before) {
    const asked = id && part(id);
    if (asked) {
      reveal(asked);
      return;
    }
    const lost = before && before !== document.body && !before.isConnected;
    if (lost || (before !== document.body && document.activeElement === document.body)) {
      part('vragen').focus({ preventScroll: true });
    }
  }

  /* Brings something into view, in its own pane, and gives it focus. */
  function reveal(target) {
    for (let each = target.closest('details'); each; each = each.parentElement.closest('details')) each.open = true;
    if (!target.matches(FOCUSABLE)) {
      target.tabIndex = -1;
      target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
    }
    if (target.matches('h1')) {
      target.closest('main').scrollTop = 0;
      target.focus({ preventScroll: true });
      return;
    }
    const field = target.closest('.utrecht-form-field, .kaart') || target;
    const alone = target.matches('main, section, h1');
    (target.matches(CONTROLS) ? field : target).scrollIntoView({ block: alone ? 'start' : 'nearest' });
    target.focus({ preventScroll: true });
  }

  // --- what is new in the document

  function unmark() {
    for (const each of document.querySelectorAll('[data-nieuw]')) each.removeAttribute('data-nieuw');
    const link = part('naar-nieuw');
    if (link) link.remove();
  }

  function blocksOf(text) {
    return text ? [...text.children].map(each => each.outerHTML) : [];
  }

  /* Marks what is new in the text, told by what the reply before had: what stands in the page may have been touched. */
  function mark(now) {
    const text = now.querySelector('.hoofdtekst'), html = blocksOf(text), name = text ? text.dataset.tekst : '';
    const same = blocks.length > 0 && name === textName, known = new Map();
    for (const each of blocks) known.set(each, (known.get(each) || 0) + 1);
    blocks = html;
    textName = name;
    unmark();
    if (!same) return;
    const fresh = [...text.children].filter((_each, at) => {
      const left = known.get(html[at]) || 0;
      known.set(html[at], left - 1);
      return left <= 0;
    });
    const texts = fresh.filter(each => !each.matches('details'));
    for (const each of texts) each.dataset.nieuw = '';
    const first = texts.map(each => each.id ? each : each.querySelector('[id]')).find(Boolean);
    if (!first) return;
    const link = document.createElement('a');
    link.id = 'naar-nieuw';
    link.className = 'utrecht-link';
    link.href = `#${first.id}`;
    news = first.id;
    link.textContent = WORDS.change;
    now.querySelector('.tabs').append(link);
  }

  /* Brings what is new into view, where the document has a pane of its own; she is at work in the other. */
  function follow(id) {
    const pane = part('document'), target = part(id);
    if (!target || getComputedStyle(pane).overflowY !== 'auto' || pane.contains(document.activeElement)) return;
    target.scrollIntoView({ block: 'nearest' });
  }

  // --- places, links and the back button

  function begin(now, back) {
    place = now;
    try {
      if (!back) history.pushState(null, '', hashOf(place));
      else history.replaceState(null, '', hashOf(place));
    } catch { /* a page opened as a file may have no history of its own */ }
    part('vragen').scrollTop = 0;
    if (part('vragen').scrollHeight > innerHeight && getComputedStyle(part('vragen')).overflowY === 'visible') {
      part('kop').scrollIntoView();
    }
  }

  const hashOf = to => `#${encodeURI(to)}`;
  const hashPlace = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; }
  };

  addEventListener('popstate', () => { if (hashPlace() && hashPlace() !== place) post(went(hashPlace(), true)); });

  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    let to = link.getAttribute('href').slice(1);
    try { to = decodeURIComponent(to); } catch { /* it stands as it is written */ }
    if (link.classList.contains('naar')) {
      event.preventDefault();
      post(went(to, false));
    } else if (part(to)) {
      event.preventDefault();
      reveal(part(to));
    }
  });

  // --- what she does

  document.addEventListener('submit', event => {
    event.preventDefault();
    post(request(event.target, event.submitter, ''));
  });

  document.addEventListener('input', event => {
    typedAt.set(groupOf(event.target), { at: ++moment, form: event.target.form ? event.target.form.id : '' });
    guard();
  });

  document.addEventListener('change', event => {
    const { form } = event.target;
    if (!form || !('vanzelf' in form.dataset) || event.target.type === 'file' || 'stil' in event.target.dataset) return;
    post(request(form, null, 'antwoord'));
  });

  // Enter would press the first button of the form, whatever that does.
  document.addEventListener('keydown', event => {
    const { target } = event;
    if (event.key !== 'Enter' || event.isComposing || !target.matches('form[data-vanzelf] input')) return;
    if (target.type === 'file') return;
    event.preventDefault();
    post(request(target.form, null, 'antwoord'));
  });

  // A field that is left with the mouse posts itself; what she is pressing must not move away from under it.
  document.addEventListener('pointerdown', () => {
    release();
    released = new Promise(done => { release = done; });
    setTimeout(release, 1000);
  });
  for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, () => setTimeout(release, 0));

  // The licences of what travels along in the page; too long to stand there unasked.
  document.addEventListener('toggle', event => {
    const carried = part('licenties');
    if (event.target.id !== 'licenties-tekst' || !event.target.open || !carried) return;
    const text = document.createElement('pre');
    text.tabIndex = 0;
    text.textContent = carried.textContent;
    event.target.querySelector('.waarom-tekst').replaceChildren(text);
  }, true);

  // --- files

  function download({ naam, soort, inhoud }) {
    const bytes = typeof inhoud === 'string' ? Uint8Array.from(atob(inhoud), sign => sign.charCodeAt(0)) : inhoud;
    const address = URL.createObjectURL(new Blob([bytes], { type: soort }));
    const link = document.createElement('a');
    link.href = address;
    link.download = naam;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  const hasFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  const setDropping = value => page.classList.toggle('neerleggen', value);

  document.addEventListener('dragover', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setDropping(true);
  });
  document.addEventListener('dragleave', event => { if (!event.relatedTarget) setDropping(false); });
  document.addEventListener('drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setDropping(false);
    const { files } = event.dataTransfer, input = document.querySelector('input[type=file][data-sleep]');
    if (!files.length) return;
    if (!input) {
      post(simple('openen', [...files]));
      return;
    }
    input.files = files;
    input.form.requestSubmit(input.form.querySelector('button[name=doe]'));
  });

  // --- work that would be lost

  function isNewer(control) {
    const typed = typedAt.get(control);
    return Boolean(typed) && typed.at > (sentAt.get(typed.form) || 0);
  }

  function isTyping() {
    const form = answersForm();
    return Boolean(form) && [...typedAt].some(([control, typed]) => typed.form === form.id && isNewer(control));
  }

  const warn = event => { event.preventDefault(); event.returnValue = ''; };

  function guard() {
    removeEventListener('beforeunload', warn);
    if (unsaved || isTyping() || sending) addEventListener('beforeunload', warn);
  }

  // --- keeping it in this browser, when she asks

  /* Does something with the storage; returns null when the browser has none for this page. */
  function storage(use) {
    try { return use(localStorage); } catch { return null; }
  }

  const isKeeping = () => storage(store => store.getItem(KEEPING)) === 'aan';

  function keep(text) {
    if (text) work = text;
    if (work && isKeeping() && !offer && storage(store => { store.setItem(KEPT_WORK, work); return true; }) === null) {
      sayOfStorage(WORDS.barred);
    }
  }

  const STORAGE = {
    aan() {
      const worked = storage(store => { store.setItem(KEEPING, 'aan'); return true; });
      sayOfStorage(worked ? WORDS.on : WORDS.barred);
      if (worked) post(simple('antwoord'));
    },
    uit() {
      storage(store => store.removeItem(KEEPING));
      sayOfStorage(WORDS.off);
    },
    wis() {
      storage(store => store.removeItem(KEEPING));
      STORAGE.nieuw();
    },
    nieuw() {
      const worked = storage(store => { store.removeItem(KEPT_WORK); return true; });
      const inOffer = document.activeElement.closest('#opslag-aanbod');
      offer = false;
      sayOfStorage(worked ? WORDS.wiped : WORDS.barred);
      if (inOffer) part('vragen').focus({ preventScroll: true });
    },
    terug() {
      const text = storage(store => store.getItem(KEPT_WORK));
      offer = false;
      if (text) post(simple('openen', [new File([text], 'liagen-bewaard.yaml', { type: 'text/yaml' })]));
    },
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-opslag]');
    if (button && button.dataset.opslag in STORAGE) STORAGE[button.dataset.opslag]();
  });

  function sayOfStorage(text) {
    storageText = text;
    part('gezegd').textContent = text;
    showStorage();
  }

  function showStorage() {
    const keeping = isKeeping();
    for (const each of document.querySelectorAll('[data-opslag-stand]')) {
      each.textContent = offer && keeping ? WORDS.pending : storageText || (keeping ? WORDS.on : WORDS.off);
    }
    for (const each of document.querySelectorAll('[data-opslag=aan]')) each.hidden = keeping;
    for (const each of document.querySelectorAll('[data-opslag=uit]')) each.hidden = !keeping;
    if (part('opslag-aanbod')) part('opslag-aanbod').hidden = !offer;
  }

  // --- at the start

  offer = Boolean(storage(store => store.getItem(KEPT_WORK)));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, widths];
  widths.replaceSync(part('document').dataset.regels || '');
  showStorage();
  guard();
  host.show = show;
  if (hashPlace() && hashPlace() !== place) post(went(hashPlace(), true));
  else if (place) try { history.replaceState(null, '', hashOf(place)); } catch { /* as above */ }
})();
