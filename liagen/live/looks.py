"""How the page looks beyond the text of a chapter, and the script that keeps it up to date."""

from typing import Final

STYLE: Final = """
body { margin: 0; }
.overslaan { z-index: 2; }
body > header {
  display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center;
  padding: 0.5rem 1.25rem; background: var(--ground-head); border-bottom: 1px solid var(--line); font-size: 1rem;
}
body > header p { margin: 0; color: var(--text-soft); }
body > header form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
select, button {
  font: inherit; color: var(--text); background: var(--ground); max-width: 100%; min-height: 2rem;
  border: 1px solid var(--line); padding: 0.15rem 0.5rem;
}
button { cursor: pointer; font-weight: 700; }
#kijk-melding:not(:empty) {
  padding: 0.75rem 1.25rem; background: var(--ground-fill); border-bottom: 3px solid var(--line-fill); font-size: 1rem;
}
#kijk-melding p { margin: 0 0 0.35rem; }
#kijk-fouten ul { margin: 0; padding-left: 1.25rem; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
main, aside#kijk-keuzes { padding: 1rem 1.25rem 3rem; overflow-anchor: none; }
main > * { max-width: 46rem; }
main > h1:first-child { margin-top: 0; }
main > .bijschrift { font-size: 0.95rem; overflow-wrap: anywhere; }
main [id], aside#kijk-keuzes [id] { scroll-margin-top: 1rem; }
main.oud { border-left: 0.4rem dashed var(--line-fill); }
aside#kijk-keuzes { background: var(--ground-box); border-top: 1px solid var(--line); font-size: 1rem; }
aside#kijk-keuzes:focus { outline: none; }
aside#kijk-keuzes h2 { margin: 0 0 0.5rem; }
.kaart {
  margin: 0 0 0.75rem; padding: 0.6rem 0.9rem; background: var(--ground);
  border: 1px solid var(--line); border-left-width: 0.4rem;
}
.kaart.voorstel { border-left-color: var(--text-link); }
.kaart.bestaat { border-left-color: var(--text-title); }
.kaart.te_overwegen { border-left-color: var(--line-fill); }
.kaart h4 { margin: 0 0 0.25rem; font-size: 1.05rem; }
.kaart p { margin: 0 0 0.35rem; }
.kaart .bestand { color: var(--text-soft); font-size: 0.9rem; line-height: 1.35; overflow-wrap: anywhere; }
.kaart summary { cursor: pointer; color: var(--text-link); padding: 0.1rem 0; }
.kaart dl { margin: 0.35rem 0 0; }
.kaart dt { color: var(--text-soft); }
.kaart dd { margin: 0 0 0.35rem 1rem; overflow-wrap: anywhere; }
[data-nieuw] { box-shadow: -0.35rem 0 0 var(--ground), -0.65rem 0 0 var(--line-fill); }
@media screen and (min-width: 72rem) and (min-height: 28rem) {
  html, body { height: 100%; }
  body {
    display: grid; grid-template-columns: minmax(0, 1fr) minmax(24rem, 36%);
    grid-template-rows: auto auto minmax(0, 1fr);
  }
  body > header, #kijk-melding { grid-column: 1 / -1; }
  #kijk-fouten { max-height: 25vh; overflow-y: auto; }
  main, aside#kijk-keuzes { grid-row: 3; overflow-y: auto; }
  main { padding-left: 2rem; }
  .smal { display: none; }
  aside#kijk-keuzes { border-top: 0; border-left: 1px solid var(--line); }
}
"""

# It asks for news, which the server gives as soon as there is any, and puts in what is different. Nothing else moves:
# focus, scroll position and opened details stay.
SCRIPT: Final = """
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
"""
