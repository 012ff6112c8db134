// What pages do beside links and forms: draw charts from their data, open what htmx brought in a dialog. No page depends on it.
"use strict";

function drawCharts(root) {
  for (const place of root.querySelectorAll("[data-chart]")) {
    if (!window.echarts || echarts.getInstanceByDom(place)) continue;
    const chart = echarts.init(place, null, { renderer: "canvas", devicePixelRatio: 2 });
    chart.setOption(JSON.parse(place.dataset.chart));
    new ResizeObserver(() => chart.resize()).observe(place);
  }
}

// The token of a one-time link stands behind the #, which no server sees; the form sends it, and the address forgets it.
function takeToken() {
  const form = document.querySelector("form[data-token]");
  if (!form || !window.location.hash) return;
  form.elements.token.value = window.location.hash.slice(1);
  window.history.replaceState(null, "", window.location.pathname);
}

document.addEventListener("DOMContentLoaded", () => { takeToken(); drawCharts(document); });

document.addEventListener("htmx:afterSwap", (event) => {
  drawCharts(event.target);
  if (event.target.closest("dialog") && !event.target.closest("dialog").open) event.target.closest("dialog").showModal();
});

// An answer that is no page part (signed out, refused) is shown where people look.
document.addEventListener("htmx:responseError", (event) => {
  const alert = document.getElementById("alert");
  if (alert) { alert.textContent = alert.dataset.words; alert.hidden = false; }
  if (event.detail.xhr.status === 401) window.location.assign("/sign-in");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  if (event.target.closest("[data-print]")) window.print();
});

// Two to four people can be compared: the button counts and opens only then.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-compare]");
  if (!form) return;
  const chosen = form.querySelectorAll("input[name=id]:checked").length;
  form.querySelector("[data-count]").textContent = String(chosen);
  form.querySelector("[data-submit]").disabled = chosen < 2 || chosen > 4;
});

window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
