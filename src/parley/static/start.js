// A live chat inside its card, loaded on the first click.
for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => {
    const frame = button.closest("article").querySelector(".frame");
    if (!frame.firstChild) {
      const inner = document.createElement("iframe");
      inner.src = button.dataset.chat;
      inner.title = button.closest("article").querySelector("h3").textContent;
      frame.append(inner);
    }
    frame.hidden = !frame.hidden;
    button.setAttribute("aria-expanded", String(!frame.hidden));
  });
}
