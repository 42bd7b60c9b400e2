import { useMemo } from "preact/hooks";
import { parseRichText } from "../shared/richText";

/** A message's text. Links and bold are elements; everything else, whatever a model wrote, is a text node. */
export function FormattedText({ text }: { text: string }) {
  const segments = useMemo(() => parseRichText(withUnbrokenPrices(text)), [text]);
  return (
    <>
      {segments.map((segment) => {
        if (segment.kind === "link") {
          return (
            <a href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
              {segment.text}
            </a>
          );
        }
        return segment.kind === "bold" ? <strong>{segment.text}</strong> : segment.text;
      })}
    </>
  );
}

/** Puts a no-break space between a price and its currency sign. */
const withUnbrokenPrices = (text: string): string => text.replace(/(\d) (?=[₸₽₴₮€$])/g, "$1\u00a0");
