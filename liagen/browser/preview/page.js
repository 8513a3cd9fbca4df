/* Asks for news, which the server gives as soon as there is any, and puts in what is different. Nothing else moves:
   focus, scroll position and opened details stay. */

(() => {
  'use strict';
  const PARTS = ['hoofdtekst', 'kijk-keuzes', 'kijk-melding', 'kijk-profiel'];
  const MARKS = '[id]:not(main, aside)';
  const STOPS = 'a, summary, select, button, [tabindex]';
  const page = document.documentElement;
  const part = id => document.getElementById(id);
  const panes = [part('hoofdtekst'), part('kijk-keuzes'), document.scrollingElement];
  const top = e => e === document.scrollingElement ? 0 : e.getBoundingClientRect().top;
  const pause = time => new Promise(done => setTimeout(done, time));
  const tell = text => { if (part('kijk-stand').textContent !== text) part('kijk-stand').textContent = text; };

  function sync(old, now) {
    const marks = old.matches('main, aside');
    for (const each of old.querySelectorAll('[data-nieuw]')) each.removeAttribute('data-nieuw');
    for (const each of old.querySelectorAll('details[open]')) {
      const same = [...now.querySelectorAll('details')].find(other => other.id === each.id);
      if (same) same.open = true;
    }
    old.className = now.className;
    const known = new Map();
    for (const each of old.children) known.set(each.outerHTML, [...(known.get(each.outerHTML) || []), each]);
    let changed = 0;
    const wanted = [...now.children].map(each => {
      const kept = (known.get(each.outerHTML) || []).shift();
      if (!kept) changed += 1;
      if (!kept && marks) each.dataset.nieuw = '';
      return kept || each;
    });
    const stays = new Set(wanted);
    const gone = [...old.children].filter(each => !stays.has(each));
    gone.forEach(each => each.remove());
    let at = old.firstElementChild;
    for (const each of wanted) {
      if (each === at) at = at.nextElementSibling; else old.insertBefore(each, at);
    }
    return Math.max(changed, gone.length);
  }

  function places() {
    return panes.filter(pane => pane.scrollTop > 0).map(pane => {
      const seen = [...pane.querySelectorAll(MARKS)].find(e => e.getBoundingClientRect().bottom > top(pane) + 1);
      return { pane, id: seen && seen.id, from: seen && seen.getBoundingClientRect().top - top(pane) };
    });
  }

  function restore({ pane, id, from }) {
    const seen = id && part(id);
    if (seen) pane.scrollTop += seen.getBoundingClientRect().top - top(pane) - from;
  }

  function focusKeeper() {
    const here = document.activeElement, home = here && here.closest('[id]');
    if (!home || here === document.body) return () => {};
    const id = home.id, index = [...home.querySelectorAll(STOPS)].indexOf(here);
    return () => {
      if (here.isConnected) return;
      const again = part(id);
      const found = again && (index < 0 ? again : again.querySelectorAll(STOPS)[index] || again);
      (found && found.matches(STOPS) ? found : part('hoofdtekst')).focus({ preventScroll: true });
    };
  }

  function renew(news) {
    const now = new DOMParser().parseFromString(news.tekst, 'text/html');
    const before = places(), refocus = focusKeeper();
    part('kijk-breedtes').textContent = news.breedtes;
    part('kijk-pakketten').textContent = now.getElementById('kijk-pakketten').textContent;
    const changed = PARTS.map(id => sync(part(id), now.getElementById(id)));
    document.title = news.titel;
    page.dataset.versie = news.versie;
    report(changed[0] + changed[1], part('kijk-melding').childElementCount > 0);
    before.forEach(restore);
    refocus();
  }

  function report(count, wrong) {
    const first = document.querySelector('main > [data-nieuw]');
    const home = first && (first.id ? first : first.querySelector('[id]'));
    part('kijk-naar').hidden = !home;
    if (home) part('kijk-naar').href = '#' + home.id;
    const time = new Date().toLocaleTimeString('nl-NL');
    const places = count === 1 ? '1 plek' : `${count} plekken`;
    tell(wrong ? `Fout gezien om ${time}.` : `Bijgewerkt om ${time}: ${places} anders.`);
  }

  async function watch() {
    const ready = 'Kijkt mee: wat u bewaart, ziet u hier vanzelf.';
    tell(ready);
    for (let lost = false; ; ) {
      try {
        const asked = new URLSearchParams(location.search);
        asked.set('na', page.dataset.versie);
        const answer = await fetch('nieuws?' + asked, { cache: 'no-store' });
        if (!answer.ok) throw new Error(answer.status);
        if (lost) tell(ready);
        lost = false;
        if (answer.status === 200) renew(await answer.json());
      } catch {
        lost = true;
        tell('Geen verbinding met liagen. Is het gestopt? Deze pagina probeert het steeds opnieuw.');
        await pause(1000);
      }
    }
  }

  watch();
})();
