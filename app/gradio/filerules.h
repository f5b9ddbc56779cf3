#pragma once

#include "base/localfile.h"
#include "gradio/endpoint.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <vector>

namespace spaceline::gradio {

class Config;
struct ChatMapping;

/// Which files may go along with a prompt: what the message input, or the file inputs, of a mapping
/// take, and how large the app lets them be (gradio-protocol.md §2.1, §7.1). A value.
class FileRules {
public:
    /// Nothing is taken.
    FileRules() = default;
    /// \p values are the chosen parameters: a file input that has its file there is no longer free.
    FileRules(const ChatMapping &mapping, const Config &config, const QJsonObject &values);

    [[nodiscard]] bool takesFiles() const { return !m_inputs.empty(); }
    /// How many files go along with a message; -1: any number.
    [[nodiscard]] qsizetype most() const { return m_most; }
    /// Whether some file of this name and type would be taken.
    [[nodiscard]] bool takes(const QString &name, const QString &mime) const;
    /// Why \p file, of \p size bytes, cannot go along beside \p count others: one sentence in the
    /// user's language, empty where it can.
    [[nodiscard]] QString problemOf(const LocalFile &file, qint64 size, qsizetype count) const;
    /// What is taken, for people: "images, .pdf · up to 10 MB each". Never empty where files are
    /// taken.
    [[nodiscard]] QString description() const;
    /// The suffixes of all that is taken, with their dots; empty where there is more than these.
    [[nodiscard]] QStringList suffixes() const;

private:
    [[nodiscard]] QStringList types() const;
    [[nodiscard]] QString typeWords() const;

    std::vector<Parameter> m_inputs;
    qsizetype m_most = 0; ///< how many files; -1: any number
    qint64 m_largest = -1; ///< bytes; -1: any size
};

} // namespace spaceline::gradio
