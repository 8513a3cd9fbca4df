/* A row is shown when its head holds the word for heads, and what is to be seen of it holds every other word. */

(function () {
  "use strict";
  var find = function (id) { return document.getElementById(id); };
  var form = find("filter"), stand = find("stand"), main = document.querySelector("main"), timer = 0;
  var plain = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();
  };
  var value = function (id) { return find(id) ? find(id).value : ""; };
  var texts = function (cell) {
    var extra = Array.from(cell.querySelectorAll(".extra"), function (line) { return line.textContent; }).join(" ");
    var main = cell.cloneNode(true);
    main.querySelectorAll(".extra").forEach(function (line) { line.remove(); });
    return {cell: cell, main: plain(main.textContent), extra: plain(extra)};
  };
  var tables = Array.from(document.querySelectorAll("table"), function (table) {
    return {
      caption: table.caption.textContent,
      heads: Array.from(table.tHead.rows[0].cells),
      rows: Array.from(table.tBodies[0].rows, function (row) {
        return {row: row, cells: Array.from(row.cells, texts)};
      })
    };
  });
  function apply() {
    var head = plain(value("rij")), words = plain(value("woord")).split(" "), column = Number(value("kolom") || 0);
    var extra = !find("extra") || find("extra").checked;
    var seen = function (index) { return !column || !index || index === column; };
    main.classList.toggle("kort", !extra);
    var said = tables.map(function (table) {
      table.heads.forEach(function (cell, index) { cell.hidden = !seen(index); });
      var shown = table.rows.filter(function (row) {
        var text = row.cells.map(function (each, index) {
          each.cell.hidden = !seen(index);
          return seen(index) ? each.main + (extra ? " " + each.extra : "") : "";
        }).join(" ");
        var fits = row.cells[0].main.includes(head) && words.every(function (word) { return text.includes(word); });
        row.row.hidden = !fits;
        return fits;
      }).length;
      return stand.dataset.tekst.replace(/\{(tabel|getoond|alle)\}/g, function (_, name) {
        return {tabel: table.caption, getoond: shown, alle: table.rows.length}[name];
      });
    }).join(" ");
    if (stand.textContent !== said) { stand.textContent = said; }
  }
  function later() { clearTimeout(timer); timer = setTimeout(apply, 200); }
  form.addEventListener("input", later);
  form.addEventListener("reset", later);
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.hidden = false;
  apply();
}());
