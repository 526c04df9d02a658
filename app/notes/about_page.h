#pragma once

#include "core/demo.h"
#include "notes/markdown.h"

namespace pixelwhy {

/// The page about a demo, demos/ID/about.LANG.md; empty where there is none.
std::vector<Block> about_page(const Demo& demo, Language language);

/// What stands in a block, on one line and without its marks; the cells of a table are set apart by bars.
std::string plain_text(const Block& block);

}  // namespace pixelwhy
