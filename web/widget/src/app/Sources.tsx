import { safeHref } from "../shared/richText";
import type { Source } from "../conversation/transport";
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
          const to = safeHref(source.url);
          const shown = name(source, texts);
          return <li key={shown}>{to ? <a href={to} target="_blank" rel="noopener noreferrer nofollow">{shown}</a> : shown}</li>;
        })}
      </ul>
    </details>
  );
}
