/* What makes the pages easier; every page works without it. Plain script for old browsers, no library.
   Text from the server is always set as text, never as HTML; only our own card template is. */
(function () {
  "use strict";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function make(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }

  function get(address, done) {
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.onload = function () { if (request.status === 200) { done(request.responseText); } };
    request.send();
    return request;
  }

  /* Suggestions while typing: a combobox with a list (WAI-ARIA Authoring Practices, Combobox Pattern). */
  function suggestions(input, number) {
    var list = make("ul", "suggestions");
    var timer = null, pending = null, chosen = -1, found = [], typed = input.value;
    list.id = "suggestions-" + number;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label") || input.placeholder);
    list.hidden = true;
    input.parentNode.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(at) {
      chosen = (at + found.length + 1) % (found.length + 1);
      Array.prototype.forEach.call(list.children, function (row, index) {
        row.setAttribute("aria-selected", String(index === chosen));
      });
      if (chosen === found.length) { chosen = -1; input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }

    function show(rows) {
      list.textContent = "";
      found = rows;
      rows.forEach(function (row, index) {
        var item = make("li");
        item.id = list.id + "-" + index;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.appendChild(make("span", "kind", row.kind));
        item.appendChild(make("span", "", row.text));
        if (row.detail) { item.appendChild(make("span", "detail", row.detail)); }
        item.addEventListener("mousedown", function (event) { event.preventDefault(); window.location.href = row.url; });
        list.appendChild(item);
      });
      chosen = -1;
      list.hidden = rows.length === 0;
      input.setAttribute("aria-expanded", String(rows.length > 0));
    }

    function ask() {
      if (pending) { pending.abort(); }
      var words = input.value.trim();
      if (words.length < 2 || words.length > 100) { close(); return; }
      var language = new RegExp("[?&]lang=(vi|en)").exec(window.location.search);
      pending = get("/suggestions?q=" + encodeURIComponent(words) + (language ? "&lang=" + language[1] : ""), function (text) {
        if (document.activeElement === input && input.value.trim() === words) { show(JSON.parse(text)); }
      });
    }

    input.addEventListener("input", function () {
      if (input.value === typed) { return; }
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("keydown", function (event) {
      if (list.hidden) { return; }
      if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
      else if (event.key === "ArrowUp") { choose(chosen < 0 ? found.length - 1 : chosen - 1); event.preventDefault(); }
      else if (event.key === "Escape") { close(); event.preventDefault(); }
      else if (event.key === "Enter" && chosen >= 0) { window.location.href = found[chosen].url; event.preventDefault(); }
    });
    input.addEventListener("blur", close);
    if (input.form) { input.form.addEventListener("submit", function () { clearTimeout(timer); close(); }); }
  }

  /* A card that says what a citation cites, while it is pointed at or has the focus. */
  function cards() {
    var card = null, timer = null, kept = {};
    function hide() { clearTimeout(timer); if (card) { card.parentNode.removeChild(card); card = null; } }
    function place(anchor, text) {
      hide();
      card = make("div", "popup");
      card.setAttribute("role", "tooltip");
      card.id = "card";
      card.innerHTML = text;
      document.body.appendChild(card);
      var box = anchor.getBoundingClientRect();
      var left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
      var below = box.bottom + card.offsetHeight + 12 < window.innerHeight;
      var top = below ? box.bottom + 4 : box.top - card.offsetHeight - 4;
      card.style.left = Math.max(4, left) + window.pageXOffset + "px";
      card.style.top = top + window.pageYOffset + "px";
      anchor.setAttribute("aria-describedby", "card");
    }
    function soon(anchor) {
      clearTimeout(timer);
      timer = setTimeout(function () {
        var address = anchor.getAttribute("data-card");
        if (kept[address]) { place(anchor, kept[address]); return; }
        get(address, function (text) { kept[address] = text; place(anchor, text); });
      }, 180);
    }
    each("[data-card]", function (anchor) {
      anchor.addEventListener("mouseenter", function () { soon(anchor); });
      anchor.addEventListener("focus", function () { soon(anchor); });
      anchor.addEventListener("mouseleave", hide);
      anchor.addEventListener("blur", hide);
    });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  }

  /* Copying to the clipboard. */
  function copying(button) {
    var source = document.getElementById(button.getAttribute("data-copy"));
    button.hidden = false;
    button.addEventListener("click", function () {
      source.focus();
      source.select();
      if (document.execCommand("copy")) { button.textContent = button.getAttribute("data-done"); }
    });
  }

  /* Files: dropped or chosen, sent one after another, their state shown until all are settled. */
  function uploads(section) {
    var address = section.getAttribute("data-uploads");
    var form = section.querySelector("form"), queue = section.querySelector("[data-queue]");
    var sending = [], waiting = [], busy = false;

    function draw(states) {
      queue.textContent = "";
      sending.forEach(function (item) { queue.appendChild(item); });
      states.forEach(function (state) {
        var item = make("li", state.state);
        var name = make(state.url ? "a" : "span", "", state.name);
        if (state.url) { name.href = state.url; }
        item.appendChild(name);
        item.appendChild(document.createTextNode(" "));
        item.appendChild(make("span", "tag", state.said));
        if (state.reason) { item.appendChild(make("span", "reason", " " + state.reason)); }
        queue.appendChild(item);
      });
      return states.some(function (state) { return !state.settled; });
    }

    function poll() {
      get(address, function (text) {
        if (draw(JSON.parse(text)) || sending.length) { setTimeout(poll, 700); }
      });
    }

    function next() {
      if (busy || !waiting.length) { return; }
      busy = true;
      var job = waiting.shift(), data = new FormData(), request = new XMLHttpRequest();
      data.append("file", job.file);
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRF-Token", document.body.getAttribute("data-csrf"));
      request.upload.onprogress = function (event) { if (event.lengthComputable) { job.bar.value = event.loaded / event.total; } };
      request.onloadend = function () {
        busy = false;
        if (request.status === 202) { sending.splice(sending.indexOf(job.item), 1); }
        else {
          var said = "";
          try { said = JSON.parse(request.responseText).detail; } catch (error) { said = String(request.status); }
          job.item.className = "failed";
          job.item.replaceChild(make("span", "reason", said), job.bar);
        }
        poll();
        next();
      };
      request.send(data);
    }

    function take(files) {
      Array.prototype.forEach.call(files, function (file) {
        var item = make("li", "sending"), bar = make("progress");
        bar.max = 1;
        bar.setAttribute("aria-label", file.name);
        item.appendChild(make("span", "", file.name + " "));
        item.appendChild(bar);
        sending.push(item);
        queue.insertBefore(item, queue.firstChild);
        waiting.push({ file: file, item: item, bar: bar });
      });
      next();
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      take(form.elements.file.files);
      form.reset();
    });
    ["dragenter", "dragover"].forEach(function (name) {
      form.addEventListener(name, function (event) { event.preventDefault(); form.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      form.addEventListener(name, function (event) { event.preventDefault(); form.classList.remove("over"); });
    });
    form.addEventListener("drop", function (event) { take(event.dataTransfer.files); });
    if (queue.querySelector(".waiting, .reading")) { poll(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    each("input[data-suggest]", suggestions);
    if (document.querySelector("[data-card]")) { cards(); }
    each("[data-copy]", copying);
    each("[data-uploads]", uploads);
    each("[data-print]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
    if (window.matchMedia && window.matchMedia("(max-width: 62rem)").matches) {
      each(".filters > details, details[data-narrow-closed]", function (details) { details.removeAttribute("open"); });
    }
  });
})();
