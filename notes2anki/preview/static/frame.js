"use strict";
// The page in which a card is shown, as in Anki one for many cards. It has no origin and no network, and the browser
// runs only scripts here whose hashes it was told: this one, MathJax, and those of the deck's own templates.
(() => {
  const content = document.getElementById("content");
  const qa = document.getElementById("qa");
  let keys = []; // those that the page around us wants to hear of
  let width = innerWidth;

  const tell = (message) => parent.postMessage(message, "*");

  const height = () => {
    const { marginBottom, paddingBottom } = getComputedStyle(document.body);
    return Math.ceil(content.getBoundingClientRect().bottom + scrollY + parseFloat(marginBottom) + parseFloat(paddingBottom));
  };
  const measure = () => tell({ do: "measured", height: height() });

  // --- a card: its files put in, its scripts run as Anki runs them --------------------------------------------------

  const show = async ({ turn, html, css, classes, files, wanted, mathjax }) => {
    keys = wanted;
    document.documentElement.className = classes.html;
    document.body.className = classes.body;
    const style = document.getElementById("css");
    if (style.textContent !== css) style.textContent = css;
    qa.replaceChildren(withFiles(html, files));
    document.scrollingElement.scrollTop = 0;
    for (const old of qa.querySelectorAll("script")) old.replaceWith(again(old));
    await typeset(mathjax);
    tell({ do: "shown", turn, height: height() });
  };

  const withFiles = (html, files) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const one of template.content.querySelectorAll("[src]")) {
      const file = files[one.getAttribute("src")];
      if (file) one.src = file;
    }
    return template.content;
  };

  const again = (old) => {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.textContent = old.textContent;
    return script;
  };

  // --- formulas: MathJax as Anki sets it up -------------------------------------------------------------------------

  let hasMathJax = false;

  const typeset = async (code) => {
    try {
      if (code && !hasMathJax) {
        hasMathJax = true;
        window.MathJax = {
          tex: {
            displayMath: [["\\[", "\\]"]],
            processEscapes: false,
            processEnvironments: false,
            processRefs: false,
            packages: { "[+]": ["noerrors", "mathtools", "mhchem"], "[-]": ["textmacros"] },
          },
          svg: { fontCache: "none" },
          options: { enableMenu: false },
          startup: { typeset: false },
        };
        document.head.append(Object.assign(document.createElement("script"), { textContent: code }));
        await window.MathJax.startup.promise;
      }
      if (hasMathJax && /\\[([]/.test(qa.textContent)) await window.MathJax.typesetPromise([qa]);
    } catch (error) {
      tell({ do: "fault", words: `MathJax: ${error.message ?? error}` });
    }
  };

  // --- what is done in here -----------------------------------------------------------------------------------------

  const follow = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains("hint")) { // in Anki by a handler, which may not run here
      link.style.display = "none";
      if (link.nextElementSibling) link.nextElementSibling.style.display = "block";
    } else if (/^https?:/.test(link.href)) tell({ do: "open", address: link.href });
  };

  const press = (event) => {
    const isTyped = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
    const isPressed = event.key === " " && ["BUTTON", "SUMMARY"].includes(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped || isPressed || !keys.includes(event.key)) return;
    event.preventDefault();
    tell({ do: "press", key: event.key });
  };

  addEventListener("click", (event) => {
    follow(event);
    setTimeout(measure); // what a script does at a tap is done by then
  });
  addEventListener("keydown", press);
  addEventListener("load", measure, true);
  addEventListener("toggle", measure, true);
  addEventListener("resize", () => {
    if (innerWidth === width) return; // the page around us made us as high as the card is
    width = innerWidth;
    measure();
  });
  addEventListener("message", (event) => {
    if (event.source === parent && event.data?.do === "show") show(event.data);
  });
  tell({ do: "ready" });
})();
