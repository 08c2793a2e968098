// Improves a card that is whole without it: a short foot, pictures that open at a tap, lists that come one by one.
// Anki keeps one page for a whole review and runs this again for every side, so it leaves nothing behind.
(() => {
  "use strict";

  function shortenFoot(note) {
    const date = note.querySelector(".date");
    for (const place of note.querySelectorAll(".source small:not(.tags)")) {
      place.title = place.textContent;
      place.textContent = place.title.split("/").pop();
      if (date && place.textContent.includes(date.textContent)) date.hidden = true; // the file's name tells it
    }
  }

  function onTap(element, act) {
    element.classList.add("tappable"); // or AnkiDroid takes the tap for an answer
    element.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }

  function openPicture(note, picture) {
    const box = document.createElement("div");
    box.className = "zoom";
    const copy = picture.cloneNode();
    copy.removeAttribute("width");
    copy.className = "";
    box.append(copy);
    onTap(box, () => box.remove());
    note.append(box);
  }

  function zoomPictures(note) {
    for (const picture of note.querySelectorAll("img")) {
      picture.setAttribute("role", "button");
      onTap(picture, () => openPicture(note, picture));
    }
  }

  function veilLists(note) {
    if (getComputedStyle(note).getPropertyValue("--reveal").trim() !== "1") return;
    const lists = note.querySelectorAll(".answer :is(ul, ol):only-child > li");
    const members = [...lists].filter((member) => !member.closest(".contrast"));
    if (members.length < 2) return;
    const unveil = (count) => members.splice(0, count).forEach((member) => member.classList.remove("veiled"));
    const all = document.createElement("button");
    all.type = "button";
    all.className = "unveil";
    all.textContent = "+ " + members.length;
    onTap(all, () => unveil(members.length));
    for (const member of members) {
      member.classList.add("veiled");
      onTap(member, () => unveil(1));
    }
    members[0].parentElement.after(all);
  }

  for (const note of document.querySelectorAll(".note:not([data-live])")) {
    note.dataset.live = "";
    shortenFoot(note);
    zoomPictures(note);
    veilLists(note);
  }
})();
