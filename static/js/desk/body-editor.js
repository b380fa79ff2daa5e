// The body editor of the desk: what it adds to django-prose-editor. Each module holds one part; their names are
// in EXTENSIONS of articles/body.py, and docs/topics/body-editor.md says how they work together.

export { FactBox, NumberedList, PullQuote } from "desk/editor/blocks";
export { Characters } from "desk/editor/characters";
export { Counting } from "desk/editor/counting";
export { Direction } from "desk/editor/direction";
export { Embed } from "desk/editor/embeds";
export { FullScreen } from "desk/editor/full-screen";
export { KeepSource } from "desk/editor/keep-source";
export { TextLink } from "desk/editor/links";
export { Paste } from "desk/editor/paste";
export { Gallery, Picture } from "desk/editor/pictures";
export { Search } from "desk/editor/search";
export { Surface } from "desk/editor/surface";
export { Toolbar } from "desk/editor/toolbar";
