#pragma once

#include <QByteArray>
#include <QUrl>

namespace spaceline::demo {

constexpr int kChatFunction = 6; ///< the `fn_index` of "/chat"

/// `/config` of the Demo Space: what Gradio 6 says of a `gr.ChatInterface` whose function is named
/// "chat", in the program's language. \p root is the server's address, \p appId identifies this
/// start of it.
[[nodiscard]] QByteArray config(const QUrl &root, qint64 appId);

/// `/gradio_api/info`: the public endpoint and its one parameter.
[[nodiscard]] QByteArray info();

} // namespace spaceline::demo
