import type { Source } from "../conversation/transport";
import { safeHref } from "../shared/richText";
import type { Texts } from "./texts";

const sourceTitle = ({ document, page, heading }: Source, texts: Texts): string =>
  [document, page ? `${texts.pageAbbreviation} ${page}` : "", heading].filter(Boolean).join(" · ");

/** The documents that an answer is taken from, folded away. */
export function Sources({ texts, sources }: { texts: Texts; sources: Source[] }) {
  return (
    <details class="sources">
      <summary>
        {texts.sources}: {sources.length}
      </summary>
      <ul>
        {sources.map((source) => {
          const href = safeHref(source.url);
          const title = sourceTitle(source, texts);
          return <li key={title}>{href ? <a href={href} target="_blank" rel="noopener noreferrer nofollow">{title}</a> : title}</li>;
        })}
      </ul>
    </details>
  );
}
