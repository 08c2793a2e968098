"use strict";
// The page about the cards. No framework, no build step. In an exported file all is in the page already.
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, fields = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...children);
    return element;
  };

  // --- where things come from ----------------------------------------------------------------------------------

  const packed = $("packed") && JSON.parse($("packed").textContent);

  const get = async (address) => {
    try {
      const answer = await fetch(address);
      return answer.ok ? await answer.json() : null;
    } catch {
      setEnded(true);
      return null;
    }
  };
  const setEnded = (isEnded) => { $("ended").hidden = !isEnded; };
  const source = packed
    ? {
        deck: async () => packed.deck,
        card: async (key) => packed.cards[key] ?? null,
        line: async (skip) => packed.lines[`${skip.path}:${skip.first}`] ?? null,
      }
    : {
        deck: () => get("deck.json"),
        card: (key) => get(`card/${key}`),
        line: (skip) => get(`line/${skip.first}/${skip.path.split("/").map(encodeURIComponent).join("/")}`),
      };
  const send = async (address, body) => {
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
      });
      return answer.ok ? await answer.json() : { isDone: false, message: await answer.text(), now: null };
    } catch {
      return { isDone: false, message: "the program has ended: start `notes2anki preview` again", now: null };
    }
  };

  // --- what there is -------------------------------------------------------------------------------------------

  const state = {
    deck: { cards: [], skips: [], problems: [], looks: {}, scripts: [], number: -1 },
    rows: [], // cards and skipped lines, each with an `id` and what is searched
    shown: [], // rows that pass the filters, or the queue
    byId: new Map(),
    chosen: "", // id
    card: null, // the chosen card in full, or a skipped line
    face: 0,
    mode: "browse",
    queue: [],
    judged: new Set(), // ids of the cards that were decided of
    made: [], // ids of the skipped lines of which cards were made
    wanted: "", // id to go back to as soon as it is there again
    edited: null, // what is in the editor: its row and its card as they were when it was opened
    cache: new Map(),
    view: { side: "answer", frame: "phone", night: "light", platform: "desktop" },
  };
  const NOTHING = { status: "", question: "", answer: "", kind: "", hint: "" };

  const withId = (deck) => [
    ...deck.cards.map((card) => ({ ...card, id: card.key, words: `${card.question}\n${card.answer}\n${card.path}`.toLowerCase() })),
    ...deck.skips.map((skip) => ({
      ...skip, id: `${skip.path}:${skip.first}`, isSkip: true, question: skip.text, answer: skip.reason, kind: "",
      status: "skipped", rule: "", deck: "", week: "", words: `${skip.text}\n${skip.reason}\n${skip.path}`.toLowerCase(),
    })),
  ];

  // --- filters -------------------------------------------------------------------------------------------------

  const FILTERS = [
    ["status", "Status", (row) => row.status],
    ["state", "In Anki", (row) => (row.isSkip ? "" : row.isNew ? "new" : "known")],
    ["path", "Report", (row) => row.path],
    ["week", "Week", (row) => row.week],
    ["deck", "Subdeck", (row) => row.deck],
    ["kind", "Kind", (row) => row.kind],
    ["rule", "Rule", (row) => row.rule],
  ];

  const buildFilters = () => {
    for (const [name, label, value] of FILTERS) {
      const counts = new Map();
      for (const row of state.rows) {
        const one = value(row);
        if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
      }
      let select = $(`filter-${name}`);
      if (!select) {
        select = make("select", { id: `filter-${name}`, name });
        $("selects").append(make("label", { htmlFor: select.id }, label, select));
      }
      const chosen = select.value;
      const options = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      const all = name === "status" ? "all cards" : "all";
      select.replaceChildren(
        make("option", { value: "" }, all),
        ...options.map(([one, number]) => make("option", { value: one }, `${one} (${number})`)),
      );
      if (counts.has(chosen)) select.value = chosen;
    }
  };

  const filtered = () => {
    const words = $("text").value.trim().toLowerCase();
    const asked = FILTERS.map(([name, , value]) => [value, $(`filter-${name}`).value]).filter(([, one]) => one);
    const hasSkips = $("filter-status").value === "skipped";
    $("active").textContent = asked.length ? String(asked.length) : "";
    return state.rows.filter(
      (row) => (hasSkips || !row.isSkip) && (!words || row.words.includes(words)) && asked.every(([value, one]) => value(row) === one),
    );
  };

  const refilter = () => {
    state.shown = state.mode === "review" ? state.queue.map((id) => state.byId.get(id)).filter(Boolean) : filtered();
    const total = state.deck.cards.length;
    const ofSkips = state.mode !== "review" && $("filter-status").value === "skipped";
    const all = ofSkips ? counted(state.deck.skips.length, "skipped line") : counted(total, "card");
    $("count").textContent = `${state.shown.length} of ${all}`;
    $("spacer").style.height = `${state.shown.length * rowHeight()}px`;
    $("list").hidden = !state.shown.length;
    $("no-rows").hidden = Boolean(state.shown.length);
    $("no-rows-words").textContent = total ? "No card fits what you ask for." : "There is no card in this deck.";
    $("clear").hidden = !total;
    drawRows(true);
  };

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  const clearFilters = () => {
    $("filters").reset();
    refilter();
  };

  // --- the list: only rows in sight are in the page ------------------------------------------------------------

  const drawn = new Map(); // place -> element
  let height = 0;
  const rowHeight = () => (height ||= parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row")));

  const drawRows = (isFresh = false) => {
    const list = $("list");
    const first = Math.max(0, Math.floor(list.scrollTop / rowHeight()) - 6);
    const last = Math.min(state.shown.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight()) + 6);
    for (const [place, element] of drawn) {
      if (isFresh || place < first || place >= last) {
        element.remove();
        drawn.delete(place);
      }
    }
    const fresh = document.createDocumentFragment();
    for (let place = first; place < last; place += 1) {
      if (!drawn.has(place)) {
        const element = row(state.shown[place], place);
        drawn.set(place, element);
        fresh.append(element);
      }
    }
    $("spacer").append(fresh);
    const active = drawn.get(placeOfChosen());
    if (active) list.setAttribute("aria-activedescendant", active.id);
    else list.removeAttribute("aria-activedescendant");
  };

  const row = (entry, place) => {
    const words = entry.isSkip ? entry.reason : `${entry.kind} · ${entry.rule} ${entry.score.toFixed(2)}`;
    const element = make(
      "div",
      { className: "row", id: `row-${place}` },
      make("b", { textContent: entry.kind === "cloze" ? withGaps(entry.question) : entry.question }),
      make("span", { className: `chip ${entry.status}`, textContent: entry.isNew && entry.status === "keep" ? "new" : entry.status }),
      make("small", { textContent: `${words} · ${entry.path.split("/").pop()}:${entry.first}` }),
    );
    element.setAttribute("role", "option");
    element.setAttribute("aria-setsize", state.shown.length);
    element.setAttribute("aria-posinset", place + 1);
    element.setAttribute("aria-selected", String(entry.id === state.chosen));
    element.dataset.id = entry.id;
    element.style.top = `${place * rowHeight()}px`;
    return element;
  };

  const withGaps = (text) => text.replace(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g, "[$1]");

  const placeOfChosen = () => state.shown.findIndex((entry) => entry.id === state.chosen);

  const scrollTo = (place) => {
    const list = $("list");
    const top = place * rowHeight();
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight() > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight() - list.clientHeight;
  };

  // On a phone the list and the card take turns; a list that is hidden has no height, and so no rows.
  const showPane = (pane) => {
    document.body.dataset.pane = pane;
    if (pane !== "list") return;
    if (placeOfChosen() >= 0) scrollTo(placeOfChosen());
    drawRows(true);
  };

  // --- a card --------------------------------------------------------------------------------------------------

  const load = async (entry) => {
    if (!state.cache.has(entry.id)) {
      const { number } = state.deck;
      const found = entry.isSkip ? { source: await source.line(entry), faces: [] } : await source.card(entry.id);
      if (found && number === state.deck.number) state.cache.set(entry.id, found); // else it may be of yesterday
      return found;
    }
    return state.cache.get(entry.id);
  };

  const choose = async (id, { isMoved = true } = {}) => {
    const entry = state.byId.get(id);
    if (!entry) return showNothing();
    if (id !== state.chosen) {
      state.face = 0;
      state.card = null; // no key may mean the former one
    }
    state.chosen = id;
    const place = placeOfChosen();
    if (isMoved && place >= 0) scrollTo(place);
    drawRows(true);
    const card = await load(entry);
    if (state.chosen !== id) return undefined; // another one was chosen meanwhile
    if (!card) return showNothing();
    state.card = card;
    if (!packed) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    $("empty").hidden = true;
    $("work").hidden = false;
    $("title").textContent = entry.question;
    if (isMoved) $("work").scrollTop = 0;
    drawFaces();
    drawSource(entry, card);
    drawActions(entry, card);
    await drawFrames(entry, card);
    const next = state.shown[place + 1];
    if (next) load(next); // so that the next key finds it here
    return undefined;
  };

  const showNothing = () => {
    state.chosen = "";
    state.card = null;
    $("empty").hidden = false;
    $("empty-words").textContent = state.mode === "review" ? "Nothing is left to judge." : "No card is chosen.";
    $("empty-ways").hidden = state.mode !== "review";
    for (const id of ["work", "actions", "faces"]) $(id).hidden = true;
    $("title").textContent = "";
    drawRows(true);
  };

  const drawFaces = () => {
    const faces = state.card.faces;
    $("faces").hidden = faces.length < 2;
    $("faces").replaceChildren(
      ...faces.map((face, place) => {
        const button = make("button", { type: "button", textContent: face.name });
        button.setAttribute("aria-pressed", String(place === state.face));
        button.addEventListener("click", () => {
          state.face = place;
          drawFaces();
          drawFrames(state.byId.get(state.chosen), state.card);
        });
        return button;
      }),
    );
  };

  // A card is shown in a page of its own without origin or network, which we reach by messages alone.
  const frames = new Map(); // side -> { element, scripts, hasMathJax, height, ready, shown }

  const frameOf = async (side) => {
    const old = frames.get(side);
    if (old && $("same").checked && old.scripts === allowed()) return old;
    old?.element.parentElement.remove();
    const element = make("iframe", { title: side === "question" ? "Question as Anki shows it" : "Answer as Anki shows it" });
    element.setAttribute("sandbox", "allow-scripts");
    const frame = { element, scripts: allowed(), hasMathJax: false, height: 0, shown: () => {} };
    const ready = new Promise((resolve) => { frame.ready = resolve; });
    frames.set(side, frame);
    if (packed) element.srcdoc = packed.frame;
    else element.src = "frame";
    const figure = make("figure", { className: "frame" }, make("figcaption", { textContent: side }), element);
    if (side === "question") $("frames").prepend(figure);
    else $("frames").append(figure);
    await ready;
    return frame;
  };

  // What may run in a frame was said when it was loaded.
  const allowed = () => state.deck.scripts.join(" ");

  // What a frame says counts for no more than what a finger could do.
  const hear = (event) => {
    const frame = [...frames.values()].find((one) => one.element.contentWindow === event.source);
    const said = event.data ?? {};
    if (!frame) return;
    if (said.do === "ready") frame.ready();
    else if (said.do === "shown" || said.do === "measured") {
      frame.height = Number(said.height) || 0;
      fit(frame);
      if (said.do === "shown") frame.shown(said.turn);
    } else if (said.do === "press") press(String(said.key));
    else if (said.do === "open" && /^https?:/.test(said.address)) window.open(said.address, "_blank", "noopener,noreferrer");
    else if (said.do === "fault") say(String(said.words), true);
  };

  const PLATFORMS = { desktop: "", android: "mobile android linux js", iphone: "mobile iphone ios" };
  const PATIENCE = 10_000; // milliseconds after which one goes on without a frame whose script does not end

  // One drawing after the other; of those that wait, the last counts.
  let turn = 0;
  let drawing = Promise.resolve();
  const drawFrames = (entry, card) => {
    const mine = (turn += 1);
    drawing = drawing.then(() => (mine === turn ? draw(entry, card, mine) : undefined));
    return drawing;
  };

  const draw = async (entry, card, mine) => {
    const face = card.faces[state.face];
    const sides = !face ? [] : state.view.side === "both" ? ["question", "answer"] : [state.view.side];
    $("frames").dataset.frame = state.view.frame;
    $("frames").dataset.sides = sides.length;
    for (const [side, frame] of frames) if (!sides.includes(side)) { frame.element.parentElement.remove(); frames.delete(side); }
    if (!$("stage").offsetWidth) return; // behind the list of a phone: it is drawn when it comes to the front
    for (const side of sides) {
      await fill(await frameOf(side), face[side], card, face.number, mine);
      if (mine !== turn) return;
    }
    $("frames").dataset.key = entry.id;
    $("frames").dataset.number = state.deck.number;
  };

  const fill = async (frame, html, card, number, mine) => {
    const night = state.view.night === "dark";
    const files = Object.entries(packed?.files ?? card.files).filter(([name]) => html.includes(name));
    const needsMathJax = !frame.hasMathJax && /\\[([]/.test(html);
    const message = {
      do: "show",
      turn: mine,
      html,
      css: state.deck.looks[card.look] ?? "",
      classes: {
        html: `${PLATFORMS[state.view.platform]}${night ? " night-mode" : ""}`.trim(),
        body: `card card${number}${night ? " nightMode night_mode" : ""}`,
      },
      files: Object.fromEntries(files),
      wanted: KEYS.flatMap(([, , keys]) => keys),
      mathjax: needsMathJax ? await mathjax() : "",
    };
    frame.hasMathJax ||= needsMathJax;
    const shown = new Promise((resolve) => { frame.shown = (number) => { if (number === mine) resolve(); }; });
    frame.element.contentWindow.postMessage(message, "*"); // it has no origin that one could name
    await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  };

  let fetched = null;
  const mathjax = () => (packed ? $("mathjax").textContent : (fetched ??= fetch("mathjax.js").then((answer) => answer.text())));

  const fit = (frame) => {
    const isPhone = state.view.frame === "phone" && matchMedia("(min-width: 900px)").matches;
    const height = isPhone ? Math.max(420, Math.min(720, $("work").clientHeight - (frames.size > 1 ? 92 : 60))) : Math.min(frame.height + 2, 4000);
    frame.element.style.height = `${height}px`;
  };

  // --- where it comes from, and why ----------------------------------------------------------------------------

  const drawSource = (entry, card) => {
    const lines = card.source?.lines ?? [];
    const list = make("ol");
    let before = 0;
    for (const [number, text, isMeant] of lines) {
      if (before && number > before + 1) list.append(make("li", { className: "gap" }, make("span", { textContent: "⋮" }), ""));
      list.append(make("li", { className: isMeant ? "meant" : "" }, make("span", { textContent: number }), text || " "));
      before = number;
    }
    const parts = [make("section", {}, make("h3", { textContent: `${entry.path}:${entry.first}` }), list)];
    const reasons = make("section", {}, make("h3", { textContent: entry.isSkip ? "Why there is no card" : "Why there is a card" }));
    reasons.append(make("p", { textContent: entry.isSkip ? entry.reason : card.why }));
    if (card.trace?.length) reasons.append(make("ul", {}, ...card.trace.map((words) => make("li", { textContent: words }))));
    parts.push(reasons);
    if (!entry.isSkip) {
      const said = spoken(card.said);
      parts.push(make("section", {}, make("h3", { textContent: "What you said" }), make("p", { textContent: said ? `${said} (${card.said.where})` : "nothing yet" })));
    }
    if (card.unrun?.length) {
      const words = `${card.unrun.join(", ")}: your template has it, and for safety it runs in Anki alone.`;
      parts.push(make("section", {}, make("h3", { textContent: "Not run in the preview" }), make("p", { textContent: words })));
    }
    $("source").replaceChildren(...parts);
  };

  const spoken = (said) => {
    const parts = [];
    if (said.status) parts.push(said.status === "keep" ? "keep" : "drop");
    if (said.question) parts.push(`question: ${said.question}`);
    if (said.answer) parts.push(`answer: ${said.answer}`);
    if (said.hint) parts.push(`hint: ${said.hint}`);
    if (said.kind) parts.push(`kind: ${said.kind}`);
    return parts.join(" · ");
  };

  // --- judging -------------------------------------------------------------------------------------------------

  const ACTIONS = {
    drop: { key: "d", label: "Drop", className: "drop", does: () => judge({ status: "dropped" }) },
    later: { key: "s", label: "Later", does: () => step(1) },
    reword: { key: "e", label: "Reword", does: () => openEditor() },
    keep: { key: "k", label: "Keep", className: "keep", does: () => judge({ status: "keep" }) },
    card: { key: "c", label: "Make a card", className: "keep", does: () => openEditor() },
    kind: { key: "t", label: "Kind", className: "small", does: () => askKind() },
    heading: { key: "h", label: "Heading", title: "Never under headings like this", className: "small", does: () => askHeading() },
    rule: { key: "r", label: "Rule", title: "Never this rule in this deck", className: "small", does: () => askRule() },
    undo: { key: "u", label: "Undo", className: "small", does: () => undo() },
  };

  const drawActions = (entry, card) => {
    $("actions").hidden = Boolean(packed);
    if (packed) return;
    const names = entry.isSkip ? ["later", "card", "undo"] : ["drop", "later", "reword", "keep", "kind", "heading", "rule", "undo"];
    const status = card.said?.status ?? "";
    $("actions").replaceChildren(
      ...names.map((name) => {
        const action = ACTIONS[name];
        const isOn = (name === "keep" && status === "keep") || (name === "drop" && status === "dropped");
        const button = make("button", { type: "button", className: `${action.className ?? ""}${isOn ? " is-on" : ""}` }, action.label, " ", make("kbd", { textContent: action.key.toUpperCase() }));
        button.dataset.do = name;
        if (action.title) button.title = action.title;
        button.addEventListener("click", action.does);
        return button;
      }),
    );
  };

  let isBusy = false;
  const decide = async (body, { id = state.chosen, isNext = true } = {}) => {
    if (isBusy) return false;
    isBusy = true;
    const reply = await send("decide", body);
    isBusy = false;
    if (!reply.isDone) {
      if (reply.now && body.said) askConflict(body, reply);
      else say(reply.message, true);
      return false;
    }
    const card = state.cache.get(id);
    const entry = state.byId.get(id);
    if (reply.now && card) card.said = reply.now;
    if (reply.now?.status && entry) entry.status = reply.now.status;
    if (reply.key) state.judged.add(id);
    else state.made.push(id);
    say(reply.message);
    $("editor").close();
    drawProgress();
    if (isNext) nextWaiting();
    return true;
  };

  // The chosen row and its card, which a quick key may come before; nothing in a file that is only to be seen.
  const inHand = async () => {
    const entry = state.byId.get(state.chosen);
    const card = entry && !packed ? await load(entry) : null;
    return card && entry.id === state.chosen ? { entry, card } : null;
  };

  const judge = async (said, hand = null) => {
    const { entry, card } = hand ?? (await inHand()) ?? {};
    if (!card || entry.isSkip) return false;
    const body = { do: "say", key: entry.id, said: { ...NOTHING, ...said }, before: card.said };
    const isVerdict = Boolean(said.status && !said.question && !said.answer && !said.hint);
    return decide(body, { id: entry.id, isNext: state.mode === "review" || isVerdict });
  };

  const undo = async () => {
    if (packed) return;
    const reply = await send("undo");
    say(reply.message, !reply.isDone);
    if (!reply.isDone) return;
    const id = reply.key || state.chosen;
    if (!reply.key) state.wanted = state.made.pop() ?? "";
    state.judged.delete(id);
    state.cache.delete(id);
    drawProgress();
    if (state.byId.has(id)) choose(id);
  };

  const PARTS = ["question", "answer", "hint"];

  const openEditor = async () => {
    const { entry, card } = (await inHand()) ?? {};
    if (!card) return;
    const isCloze = entry.kind === "cloze";
    // As they were written, where they were; what the card says of it may be on its way.
    const wordsOf = (part) => card.said[part] || card.markdown[part].trim();
    const words = entry.isSkip ? { question: "", answer: entry.text, hint: "" } : Object.fromEntries(PARTS.map((part) => [part, wordsOf(part)]));
    state.edited = { entry, card, words };
    $("editor-title").textContent = entry.isSkip ? "Make a card of this line" : "Reword";
    for (const part of PARTS) $(`edit-${part}`).value = words[part];
    $("edit-answer").disabled = isCloze;
    $("of-hint").hidden = Boolean(entry.isSkip);
    $("editor").showModal();
    $("edit-question").focus();
  };

  const saveEditor = async () => {
    const { entry, words } = state.edited;
    const typed = Object.fromEntries(PARTS.map((part) => [part, $(`edit-${part}`).value.trim()]));
    const { question, answer } = typed;
    if (!state.byId.has(entry.id)) {
      say("This card is gone meanwhile. Your words stay here: copy them.", true);
      return;
    }
    if (entry.isSkip) {
      if (!question || !answer) {
        say("A card needs a question and an answer.", true);
        return;
      }
      decide({ do: "make", path: entry.path, line: entry.first, question, answer }, { id: entry.id });
      return;
    }
    const said = Object.fromEntries(PARTS.filter((part) => typed[part] && typed[part] !== words[part]).map((part) => [part, typed[part]]));
    if (Object.keys(said).length) judge({ ...said, status: "keep" }, state.edited); // what is refused stays in the editor
    else $("editor").close();
  };

  const ask = (title, words, choices) => {
    $("choose-title").textContent = title;
    $("choose-words").textContent = words;
    $("choices").replaceChildren(
      ...choices.map(([label, does, details]) => {
        const button = make("button", { type: "button" }, label, ...(details ? [make("pre", { textContent: details })] : []));
        button.addEventListener("click", () => {
          $("choose").close();
          does();
        });
        return button;
      }),
    );
    $("choose").showModal();
    $("choices").querySelector("button")?.focus();
  };

  const askKind = async () => {
    const { kinds } = (await inHand())?.card ?? {};
    if (!kinds) return;
    ask("What kind of card is it?", "The kind says how it is asked and shown.", kinds.map((kind) => [kind, () => judge({ kind })]));
  };
  const askHeading = async () => {
    const { headings } = (await inHand())?.card ?? {};
    if (!headings) return;
    const words = headings.length ? "Nothing under headings of this name becomes a card as soon as deck.yaml says so. Copy for it:" : "No heading stands above this card.";
    ask("Never under headings like this", words, headings.map((heading) => settingOf("sections", "out", heading)));
  };
  const askRule = async () => {
    const { entry } = (await inHand()) ?? {};
    if (!entry?.rule) return;
    const number = state.deck.cards.filter((card) => card.rule === entry.rule).length;
    ask("Never this rule in this deck", `${number} cards of this deck are made by it, until deck.yaml switches it off. Copy for it:`, [settingOf("rules", "off", entry.rule)]);
  };
  // deck.yaml is the user's: what to write there is only told.
  const settingOf = (group, name, word) => {
    const words = `${group}:\n  ${name}: [${JSON.stringify(word)}]\n`;
    return [word, () => copy(words), words];
  };
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      say("Copied: put it into deck.yaml and save.");
    } catch {
      say("The browser lets nothing be copied here: write the lines into deck.yaml by hand.", true);
    }
  };
  const askConflict = (body, reply) => {
    ask("Changed by hand in the meantime", `${reply.message}. Nothing was written.`, [
      ["Keep what the file says", () => reload(), spoken(reply.now) || "nothing"],
      ["Write this instead", () => decide({ ...body, before: reply.now }), spoken(body.said)],
    ]);
  };

  // --- the queue -----------------------------------------------------------------------------------------------

  const setMode = (mode) => {
    state.mode = mode;
    document.body.dataset.mode = mode;
    for (const name of ["browse", "review"]) $(`mode-${name}`).setAttribute("aria-pressed", String(name === mode));
    if (mode === "review") {
      state.queue = state.deck.cards.filter((card) => card.isWaiting).map((card) => card.key);
      state.judged.clear();
    }
    refilter();
    drawProgress();
    if (mode === "review") {
      showPane("stage");
      nextWaiting(true);
    } else {
      showPane("list");
      if (placeOfChosen() < 0) showNothing();
      else choose(state.chosen);
    }
  };

  const isJudged = (id) => state.judged.has(id) || state.byId.get(id)?.isDecided;

  const nextWaiting = (fromStart = false) => {
    if (state.mode !== "review") return step(1);
    const place = fromStart ? -1 : state.queue.indexOf(state.chosen);
    const order = [...state.queue.slice(place + 1), ...state.queue.slice(0, Math.max(place, 0))];
    const next = order.find((id) => state.byId.has(id) && !isJudged(id));
    return next ? choose(next) : showNothing();
  };

  const drawProgress = () => {
    const waiting = state.deck.cards.filter((card) => card.isWaiting && !state.judged.has(card.key)).length;
    $("waiting").textContent = waiting;
    const bar = $("progress");
    bar.hidden = state.mode !== "review" || !state.queue.length;
    const done = state.queue.filter(isJudged).length;
    bar.setAttribute("aria-valuemax", state.queue.length);
    bar.setAttribute("aria-valuenow", done);
    bar.setAttribute("aria-valuetext", `${done} of ${state.queue.length}`);
    bar.firstElementChild.style.width = `${state.queue.length ? (100 * done) / state.queue.length : 0}%`;
  };

  const step = (by) => {
    const place = placeOfChosen();
    const next = state.shown[Math.max(0, Math.min(state.shown.length - 1, place < 0 ? 0 : place + by))];
    return next ? choose(next.id) : showNothing();
  };

  // --- changes on the disk -------------------------------------------------------------------------------------

  const reload = async () => {
    const deck = await source.deck();
    if (!deck || deck.number < state.deck.number) return; // a slower answer than a later one
    state.deck = deck;
    state.rows = withId(deck);
    state.byId = new Map(state.rows.map((one) => [one.id, one]));
    state.cache.clear();
    $("name").textContent = deck.name;
    document.title = `${deck.name} · notes2anki`;
    drawProblems();
    buildFilters();
    if (state.mode === "review") {
      const known = new Set(state.queue);
      state.queue = deck.cards.filter((card) => card.isWaiting || known.has(card.key)).map((card) => card.key);
    }
    refilter();
    drawProgress();
    const { wanted } = state;
    if (wanted && state.byId.has(wanted)) state.wanted = "";
    if (wanted && !state.wanted) choose(wanted);
    else if (state.chosen && state.byId.has(state.chosen)) choose(state.chosen, { isMoved: false });
    else if (state.chosen || state.mode === "review") nextWaiting(true);
  };

  const drawProblems = () => {
    const problems = state.deck.problems;
    const errors = problems.filter((problem) => problem.isError).length;
    const button = $("problems-open");
    button.hidden = !problems.length;
    button.classList.toggle("is-error", errors > 0);
    button.textContent = `⚠ ${problems.length}`;
    button.setAttribute("aria-label", `${problems.length} problems, ${errors} of them errors`);
    $("problem-list").replaceChildren(
      ...problems.slice(0, 200).map((problem) => {
        const place = problem.line ? `${problem.path}:${problem.line}` : problem.path;
        const words = make("li", { className: problem.isError ? "is-error" : "" }, `${place ? `${place}: ` : ""}${problem.message}`);
        if (problem.hint) words.append(make("small", { textContent: problem.hint }));
        return words;
      }),
    );
  };

  const listen = () => {
    const events = new EventSource("events");
    events.addEventListener("message", (event) => {
      setEnded(false);
      if (Number(event.data) !== state.deck.number) reload();
    });
    events.addEventListener("error", () => setEnded(true)); // the browser goes on trying
  };

  // --- words, keys ---------------------------------------------------------------------------------------------

  let hush = 0;
  const say = (words, isBad = false) => {
    $("toast").textContent = words;
    $("toast").className = `toast is-shown${isBad ? " is-bad" : ""}`;
    clearTimeout(hush);
    hush = setTimeout(() => $("toast").classList.remove("is-shown"), isBad ? 6000 : 1800);
  };

  const setView = (name, value) => {
    state.view[name] = value;
    for (const button of document.querySelectorAll(`[data-view="${name}"]`)) {
      button.setAttribute("aria-pressed", String(button.dataset.value === value));
    }
    try {
      localStorage.setItem("notes2anki-view", JSON.stringify(state.view));
    } catch { /* a private window, or a file */ }
    if (state.card) drawFrames(state.byId.get(state.chosen), state.card);
  };

  const KEYS = [
    ["j ↓", "next card", ["j", "ArrowDown"], () => step(1)],
    ["↑", "previous card", ["ArrowUp", "p"], () => step(-1)],
    ["Space", "question or answer", [" "], () => setView("side", state.view.side === "question" ? "answer" : "question")],
    ["k", "keep", ["k"], () => ACTIONS.keep.does()],
    ["d", "drop", ["d"], () => ACTIONS.drop.does()],
    ["s", "later", ["s"], () => step(1)],
    ["e", "reword, or give a hint", ["e"], () => openEditor()],
    ["c", "make a card of a skipped line", ["c"], () => state.byId.get(state.chosen)?.isSkip && openEditor()],
    ["t", "change the kind", ["t"], () => askKind()],
    ["h", "never under headings like this", ["h"], () => askHeading()],
    ["r", "never this rule", ["r"], () => askRule()],
    ["u", "undo", ["u"], () => undo()],
    ["n", "light or dark", ["n"], () => setView("night", state.view.night === "dark" ? "light" : "dark")],
    ["/", "search", ["/"], () => $("text").focus()],
    ["?", "this help", ["?"], () => $("help").showModal()],
  ];

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const name = event.target.tagName;
    if (["INPUT", "TEXTAREA", "SELECT"].includes(name) && event.target.type !== "checkbox") {
      if (event.key === "Escape") event.target.blur();
      if (event.key === "Enter" && event.target.id === "text" && state.shown.length) {
        $("list").focus();
        choose(state.shown[0].id);
      }
      return;
    }
    if (event.key === " " && ["BUTTON", "SUMMARY", "INPUT"].includes(name)) return;
    if (press(event.key)) event.preventDefault();
  }

  function press(key) {
    if (document.querySelector("dialog[open]")) return false;
    const found = KEYS.find(([, , keys]) => keys.includes(key) || keys.includes(key.toLowerCase()));
    found?.[3]();
    return Boolean(found);
  }

  const start = async () => {
    try {
      Object.assign(state.view, JSON.parse(localStorage.getItem("notes2anki-view") ?? "{}"));
    } catch { /* as it is */ }
    if (!localStorageHasNight() && matchMedia("(prefers-color-scheme: dark)").matches) state.view.night = "dark";
    for (const name of ["side", "frame", "night"]) setView(name, state.view[name]);
    $("platform").value = state.view.platform;
    $("platform").addEventListener("change", () => setView("platform", $("platform").value));
    for (const button of document.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => setView(button.dataset.view, button.dataset.value));
    }
    for (const [keys, words] of KEYS) {
      $("keys").append(make("dt", {}, make("kbd", { textContent: keys })), make("dd", { textContent: words }));
    }
    let frame = 0;
    $("list").addEventListener("scroll", () => { frame ||= requestAnimationFrame(() => { frame = 0; drawRows(); }); }, { passive: true });
    $("list").addEventListener("click", (event) => {
      const chosen = event.target.closest(".row");
      if (!chosen) return;
      showPane("stage");
      choose(chosen.dataset.id);
    });
    $("list").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !state.chosen) return;
      showPane("stage");
      choose(state.chosen);
    });
    addEventListener("resize", () => {
      drawRows(true);
      for (const frame of frames.values()) fit(frame);
    });
    $("filters").addEventListener("input", refilter);
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("clear").addEventListener("click", clearFilters);
    const [toCards, takeBack] = ["Back to the cards", "Undo"].map((words) => make("button", { type: "button", textContent: words }));
    toCards.addEventListener("click", () => setMode("browse"));
    takeBack.addEventListener("click", () => undo());
    $("empty-ways").append(takeBack, toCards);
    $("back").addEventListener("click", () => (state.mode === "review" ? setMode("browse") : showPane("list")));
    for (const mode of ["browse", "review"]) $(`mode-${mode}`).addEventListener("click", () => setMode(mode));
    $("help-open").addEventListener("click", () => $("help").showModal());
    $("problems-open").addEventListener("click", () => $("problems").showModal());
    for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
    $("editor").addEventListener("submit", (event) => { event.preventDefault(); saveEditor(); });
    $("editor").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); saveEditor(); }
    });
    addEventListener("keydown", onKey);
    addEventListener("message", hear);
    if (packed) $("mode-review").hidden = true;
    await reload();
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (state.byId.has(wanted)) choose(wanted);
    else if (state.shown.length && matchMedia("(min-width: 900px)").matches) choose(state.shown[0].id);
    if (!packed) listen();
    document.documentElement.dataset.ready = "yes";
  };

  const localStorageHasNight = () => {
    try {
      return "night" in JSON.parse(localStorage.getItem("notes2anki-view") ?? "{}");
    } catch {
      return false;
    }
  };

  start();
})();
