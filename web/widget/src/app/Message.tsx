import { useMemo } from "preact/hooks";
import { parseRichText } from "../shared/richText";
import type { ChatLine } from "../conversation/conversation";
import { focusOn } from "./focus";
import { Products } from "./Products";
import { Avatar } from "./Header";
import { Icon } from "./Icon";
import { ReadAloud } from "./ReadAloud";
import type { Room } from "./widgetStore";
import { Sources } from "./Sources";
import { hour } from "./formatTime";

/** What somebody said. Links and bold are elements; everything else, whatever a model wrote, is a text node. */
export function Said({ text }: { text: string }) {
  const made = useMemo(() => parseRichText(glued(text)), [text]);
  return (
    <>
      {made.map((piece) => {
        if (piece.kind === "link") {
          return (
            <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          );
        }
        return piece.kind === "bold" ? <strong>{piece.text}</strong> : piece.text;
      })}
    </>
  );
}

/** A price is not parted from its sign at the end of a line. */
const glued = (text: string): string => text.replace(/(\d) (?=[₸₽₴₮€$])/g, "$1\u00a0");

interface Props {
  room: Room;
  line: ChatLine;
  /** The line before is by the same person, just now. */
  joined: boolean;
  /** The last of its group: it has the time. */
  ends: boolean;
}

export function Message({ room, line, joined, ends }: Props) {
  const { texts } = room;
  const mine = line.role === "user";
  const kind = ["line", mine ? "mine" : "theirs", joined && "joined", ends && "ends", line.state].filter(Boolean).join(" ");
  const empty = line.live && !line.text;
  return (
    <div class={kind} aria-busy={line.live}>
      {!mine && !joined && <Avatar room={room} small />}
      <div class="column">
        <span class="hidden">{mine ? texts.you : room.title}: </span>
        <div class="bubble" lang={line.language ?? undefined} dir="auto">
          {empty ? <Dots label={texts.typing} /> : line.text ? <Said text={line.text} /> : <Spoken text={texts.voice} />}
        </div>
        {!!line.products?.length && <Products room={room} products={line.products} />}
        {!!line.sources?.length && <Sources texts={texts} sources={line.sources} />}
        {ends && !line.live && line.at > 0 && <Meta room={room} line={line} mine={mine} />}
      </div>
    </div>
  );
}

function Dots({ label }: { label: string }) {
  return (
    <span class="dots" role="img" aria-label={label}>
      <i />
      <i />
      <i />
    </span>
  );
}

function Spoken({ text }: { text: string }) {
  return (
    <span class="spoken">
      <Icon name="mic" />
      {text}
    </span>
  );
}

function Meta({ room, line, mine }: { room: Room; line: ChatLine; mine: boolean }) {
  const { texts, talk } = room;
  if (line.state === "failed") {
    return (
      <div class="meta bad" role="alert">
        <Icon name="alert" />
        <span>{line.why === "rate_limited" ? texts.busy : texts.failed}</span>
        <button type="button" onClick={(event) => (focusOn(event.currentTarget), talk.resend(line))}>
          {texts.again}
        </button>
      </div>
    );
  }
  return (
    <div class="meta">
      <time dateTime={new Date(line.at).toISOString()}>{hour(line.at, room.language)}</time>
      {mine && <Icon name={line.state ? "clock" : "check"} />}
      {mine && <span class="hidden">{line.state ? texts.sending : texts.sent}</span>}
      {!mine && <ReadAloud texts={texts} line={line} language={line.language ?? room.language} />}
    </div>
  );
}
