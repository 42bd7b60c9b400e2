import { Avatar } from "./Avatar";
import { Icon } from "./Icon";
import { Menu } from "./Menu";
import type { WidgetStore } from "./widgetStore";

/** Who the visitor talks to, the state of the connection, the menu, and the button that closes the chat. */
export function Header({ store }: { store: WidgetStore }) {
  const { texts, conversation } = store;
  return (
    <header class="head">
      <Avatar store={store} />
      <div class="who">
        <h2 id="title">{store.title}</h2>
        <p class={`state ${conversation.status}`} role="status">
          {texts[conversation.status]}
        </p>
      </div>
      <Menu store={store} />
      {store.context.options.mode === "float" && (
        <button type="button" class="round" aria-label={texts.closeChat} title={texts.closeChat} onClick={store.context.onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
