// The page says that it cannot start until this script has seen that it can. Written for old browsers too.
window.liagenFails = function (reason) {
  document.documentElement.className = "kan-niet";
  document.getElementById("kan-niet-reden").textContent = reason;
};
window.liagenMisses = function () {
  if (typeof WebAssembly === "undefined") return "WebAssembly staat uit.";
  if (typeof DecompressionStream === "undefined" || typeof Worker === "undefined") return "Deze browser is te oud.";
  return "";
};
if (!window.liagenMisses()) document.documentElement.className = "";
window.addEventListener("error", function (event) {
  if (!window.liagen) window.liagenFails(event.message);
});
