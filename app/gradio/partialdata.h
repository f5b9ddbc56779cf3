#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonValue>

#include <optional>
#include <vector>

namespace spaceline::gradio {

/// The `data` of an event as far as it has come: full values replaced, or diffs applied
/// (gradio-protocol.md §5.5).
///
/// A component update without a value changes nothing but the component's looks, as on the app's
/// own page: value() is what came before it in the same call. Diffs go on from what was sent.
///
/// The one string that grows in each output is kept as its own UTF-8 buffer beside the tree,
/// because a QJsonValue is copied at each append: n appended tokens cost O(n).
class PartialData {
public:
    enum class Outcome {
        Changed,
        Unchanged, ///< edits that change nothing, such as `[]` for each output
        Unusable, ///< an edit that does not fit, or deletes inside a nested list: wait for the
                  ///< final value
    };

    /// Replaces all.
    void setFull(const QJsonArray &data);
    /// One array of edits for each output. After Unusable the value is no longer to be trusted.
    Outcome apply(const QJsonArray &editsOfOutputs);
    /// The commonest edit without a tree: the JSON string \p literal is appended to the string at
    /// \p path (raw JSON) of \p output. False where that is not the string that grew last: use
    /// apply() then.
    bool append(int output, QByteArrayView path, QByteArrayView literal);

    [[nodiscard]] bool isEmpty() const { return m_outputs.empty(); }
    [[nodiscard]] int size() const { return int(m_outputs.size()); }
    /// The value of \p output; null where there is none. Costs its size while a string grows inside
    /// it. Where an update without a value came last, the update with the value before it; without
    /// one where nothing had come before.
    [[nodiscard]] QJsonValue value(int output) const;
    /// The text of \p output where it is a plain string, without a copy; valid until the next
    /// change.
    [[nodiscard]] std::optional<QByteArray> text(int output) const;
    /// All as the server sent it last.
    [[nodiscard]] QJsonArray toArray() const;
    /// value() of each output.
    [[nodiscard]] QJsonArray values() const;
    /// False where the text of \p output grows and no reasoning tag has come in it, which costs
    /// nothing to ask; true also where nobody has looked.
    [[nodiscard]] bool mayHoldReasoning(int output) const;

private:
    struct Output {
        QJsonValue value;
        /// What value() gives instead, where `value` is an update without one; undefined else.
        QJsonValue held = QJsonValue(QJsonValue::Undefined);
        bool growing
            = false; ///< the string at `path` is in `buffer`, the tree holds an old state of it
        QJsonArray path;
        QByteArray rawPath;
        QByteArray buffer; ///< UTF-8
        bool holdsReasoning = false; ///< the buffer
    };
    Outcome applyTo(Output &output, const QJsonArray &edits);
    static void settle(Output &output);
    [[nodiscard]] static QJsonValue settled(const Output &output);
    [[nodiscard]] static QJsonValue shown(const Output &output);
    static void hold(Output &output, const QJsonValue &before);
    static void lookForReasoning(Output &output, qsizetype before);

    std::vector<Output> m_outputs;
};

} // namespace spaceline::gradio
