#pragma once

#include "base/reply.h"
#include "gradio/reasoning.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QString>

namespace spaceline::gradio {

/// Puts a reply together from values of any shape (gradio-protocol.md §3.1, §10.3, §10.4). What is
/// not understood becomes a block of JSON. Never fails.
class ReplyBuilder {
public:
    /// \p tags are thoughts besides the usual ones.
    explicit ReplyBuilder(QList<ReasoningTag> tags = {}) : m_tags(std::move(tags)) { }

    /// A value that says itself what it is: text, messages, files, component updates, tables.
    void read(const QJsonValue &value);
    /// The value of a component of \p type with \p props, which say what it is.
    void readComponent(const QString &type, const QJsonObject &props, const QJsonValue &value);
    /// The value of an output of an endpoint. As readComponent(), except that a ChatInterface's,
    /// which is declared as JSON or text, is whatever its function returned.
    void readOutput(const QString &type, const QJsonObject &props, const QJsonValue &value);
    /// True where read() takes \p text for words: not for a file, a component or a message that
    /// Python wrote down. Costs nothing.
    [[nodiscard]] static bool areWords(QByteArrayView text);
    /// Text with thoughts between tags.
    void addWords(const QByteArray &words);

    [[nodiscard]] Reply take() { return std::move(m_reply); }

private:
    using Props = const QJsonObject &;
    using Value = const QJsonValue &;

    void addText(const QByteArray &text);
    bool addFile(const QJsonObject &object, FileKind kind = FileKind::File,
                 const QString &caption = {});
    void addHtml(const QByteArray &html);
    void addFrame(Value value);
    void addAnnotations(const QJsonArray &annotations);
    void addJson(Value value);
    void addFilesIn(Value value, int depth);
    void addOption(const QString &value, const QString &label);

    void readString(const QByteArray &text);
    void readArray(const QJsonArray &array);
    void readObject(const QJsonObject &object);
    void readMessage(const QJsonObject &message);
    void readThought(const QJsonObject &metadata, Value content);
    void readContent(Value content);
    bool readPart(const QJsonObject &part);
    void readLost(Value value);
    bool readPlot(const QJsonObject &object);
    bool readMedia(const QJsonObject &object);

    void readChatbot(Props props, Value value);
    void readHtmlValue(Props props, Value value);
    void readCode(Props props, Value value);
    void readJson(Props props, Value value);
    void readLabel(Props props, Value value);
    void readFrame(Props props, Value value);
    void readHighlighted(Props props, Value value);
    void readAnnotated(Props props, Value value);
    void readFileExplorer(Props props, Value value);
    void readChoices(Props props, Value value);
    void readFiles(FileKind kind, Value value);

    Reply m_reply;
    QList<ReasoningTag> m_tags;
    QSet<QString> m_thoughtIds;
};

} // namespace spaceline::gradio
