// A live chat inside its card, loaded on the first click.
for (const button of document.querySelectorAll("[data-chat]")) {
  const card = button.closest("article"), frame = card.querySelector(".frame");
  button.addEventListener("click", () => {
    if (!frame.firstChild) {
      const inner = document.createElement("iframe");
      inner.src = button.dataset.chat;
      inner.title = card.querySelector("h3").textContent;
      frame.append(inner);
    }
    frame.hidden = !frame.hidden;
    button.textContent = frame.hidden ? "Chat here" : "Close the chat";
    button.setAttribute("aria-expanded", String(!frame.hidden));
  });
}
