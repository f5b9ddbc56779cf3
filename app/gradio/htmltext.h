#pragma once

#include "base/fileref.h"

#include <QByteArray>

#include <vector>

namespace spaceline::gradio {

/// HTML reduced to what a conversation shows.
struct HtmlText {
    QByteArray text; ///< UTF-8 Markdown; its links lead to http, https and mailto only
    std::vector<FileRef> files; ///< pictures and media of the app itself, and those inside the HTML
};

/// Reads \p html as a browser shows it, without styles and scripts: headings, paragraphs, lists,
/// tables, quotations, code, emphasis, links. Never fails, also for what is cut off; costs one
/// pass.
[[nodiscard]] HtmlText readHtml(const QByteArray &html);

} // namespace spaceline::gradio
