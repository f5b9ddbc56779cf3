#pragma once

#include "base/reply.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QList>

namespace spaceline::gradio {

/// What a model writes around its thoughts.
struct ReasoningTag {
    QByteArray open;
    QByteArray close;
};

/// The property `reasoning_tags` of a chatbot since 6.0: [["<think>", "</think>"], …]
/// (gradio-protocol.md §10.4). Pairs that are none are left out.
[[nodiscard]] QList<ReasoningTag> reasoningTagsOf(const QJsonValue &value);

/// True where one of the usual tags (`<think>`, `<reasoning>`, …) begins or ends in \p text at or
/// after \p from, whatever stands around it.
[[nodiscard]] bool holdsReasoningTag(QByteArrayView text, qsizetype from = 0);

/// The most bytes of a usual tag: so much before what is new a tag may have begun.
constexpr qsizetype kLongestReasoningTag = 24;

/// Takes what stands between the usual tags, or those of \p more, out of \p text and appends it to
/// \p thoughts; one that is still open is "pending". Tags within fenced code and code spans are
/// text. A closing tag without an opening one ends a thought that began with the text, because many
/// prompts open it for the model. Costs one pass.
[[nodiscard]] QByteArray withoutReasoning(const QByteArray &text, const QList<ReasoningTag> &more,
                                          std::vector<Thought> &thoughts);

} // namespace spaceline::gradio
