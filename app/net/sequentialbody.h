#pragma once

#include <QByteArray>
#include <QIODevice>

namespace spaceline {

/// A request body that can be read once, from the front.
///
/// QNetworkAccessManager sends a request again by itself when the server closes a kept-alive
/// connection without an answer. It can do so only with a body that it can rewind, so a POST that
/// carries this one reaches the server at most once.
class SequentialBody final : public QIODevice {
    Q_OBJECT
public:
    explicit SequentialBody(QByteArray bytes, QObject *parent = nullptr);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    /// Never: this is what the manager tries before it would send again.
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

} // namespace spaceline
