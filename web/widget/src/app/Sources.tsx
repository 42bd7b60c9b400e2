import { safe } from "../core/links";
import type { Source } from "../talk/door";
import type { Texts } from "./texts";

const name = ({ document, page, heading }: Source, texts: Texts): string =>
  [document, page ? `${texts.page} ${page}` : "", heading].filter(Boolean).join(" · ");

export function Sources({ texts, sources }: { texts: Texts; sources: Source[] }) {
  return (
    <details class="sources">
      <summary>
        {texts.sources}: {sources.length}
      </summary>
      <ul>
        {sources.map((source) => {
          const to = safe(source.url);
          const shown = name(source, texts);
          return <li key={shown}>{to ? <a href={to} target="_blank" rel="noopener noreferrer nofollow">{shown}</a> : shown}</li>;
        })}
      </ul>
    </details>
  );
}
