"""Takes out of a stream what a model's server should have kept: thinking, channels, tool calls written as text.

Local servers whose template does not fit the model send these as words of the answer.
"""

import re

_MAX_TAG_CHARS = 80
_TAG = re.compile(r"<[|/]?[a-z_][^<>\n]*>", re.IGNORECASE)
_TAG_START = re.compile(r"<(?:[|/]?(?:[a-z_][^<>\n]*)?)?\Z", re.IGNORECASE)
# Blocks that are hidden from their mark to the closing one.
_BLOCK = re.compile(
    r"<(think|thinking|thought|reasoning|analysis|reflection|scratchpad|tool_calls?|tool_code|tool_response|tool_use|"
    r"function_calls?|function|invoke)\b[^>]*>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</(?:think|thinking|thought|reasoning|analysis|reflection|scratchpad)>", re.IGNORECASE)
# The answer ends here: what follows is a talk that the model makes up.
_END = re.compile(
    r"<\|(?:im_end|eot_id|endoftext|end_of_text|eom_id|return|im_start|user\|?)[^<>]*>|</s>", re.IGNORECASE
)
# "<|channel|>analysis<|message|>…": words of one channel only are the answer.
_CHANNEL, _MESSAGE = re.compile(r"<\|channel\|>", re.IGNORECASE), re.compile(r"<\|message\|>", re.IGNORECASE)
_HIDING_MARK = re.compile(r"<\|(?:end|start|call|constrain)\|>", re.IGNORECASE)


class HiddenTextFilter:
    """Feed it pieces of a stream; it returns what is meant for the customer."""

    def __init__(self) -> None:
        self._buffer, self._closing = "", ""
        self._channel: str | None = None
        self._is_hidden = False
        #: the mark of the answer's end came
        self.has_ended = False
        #: what was said before proved to be thinking: its opening mark was left out
        self.retracts = False

    def feed(self, piece: str) -> str:
        """Returns what of the text so far may be said."""
        if not self._buffer and not self._closing and not self._is_hidden and "<" not in piece:
            return "" if self.has_ended else piece
        self._buffer += piece
        shown = []
        while (tag := _TAG.search(self._buffer)) and not self.has_ended:
            shown.append(self._show(self._buffer[: tag.start()]))
            self._buffer = self._buffer[tag.end() :]
            shown.append(self._read_tag(tag[0]))
            if self.retracts:
                shown.clear()
        start = _TAG_START.search(self._buffer)
        end = start.start() if start and len(self._buffer) - start.start() <= _MAX_TAG_CHARS else len(self._buffer)
        shown.append(self._show(self._buffer[:end]))
        self._buffer = self._buffer[end:]
        return "".join(shown)

    def close(self) -> str:
        """Returns what is left at the end of the stream."""
        rest, self._buffer = self._buffer, ""
        return self._show(rest)

    def _show(self, text: str) -> str:
        if self._channel is not None:
            self._channel += text
            return ""
        return "" if self._closing or self._is_hidden or self.has_ended else text

    def _read_tag(self, tag: str) -> str:
        """Takes a mark; returns it where it is no mark of a machine."""
        if self._closing:
            if tag.casefold().startswith(self._closing):
                self._closing = ""
        elif block := _BLOCK.fullmatch(tag):
            self._closing = f"</{block[1].casefold()}"
        elif _CLOSING.fullmatch(tag):
            self.retracts = True
        elif _CHANNEL.fullmatch(tag):
            self._channel, self._is_hidden = "", True
        elif _MESSAGE.fullmatch(tag):
            self._is_hidden = self._channel is not None and self._channel.strip().casefold() != "final"
            self._channel = None
        elif _HIDING_MARK.fullmatch(tag):
            self._is_hidden = True
        elif _END.fullmatch(tag):
            self.has_ended = not self._is_hidden
        else:
            return self._show(tag)
        return ""
