#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace spaceline {

/// Copies one file on a worker thread, however large it is.
///
/// The target appears, or takes the place of the one that is there with its permissions, when all
/// of it is written; before, and where the copy fails or is given up, it is as it was. Ends in one
/// finished(), unless it is deleted before: that gives it up. Main thread.
class FileCopy : public QObject {
    Q_OBJECT
public:
    FileCopy(QString from, QString to, QObject *parent = nullptr);
    ~FileCopy() override;

    /// Once only.
    void start();
    /// Why it failed, in the system's words; empty where it did not.
    [[nodiscard]] const QString &error() const { return m_error; }

Q_SIGNALS:
    void progressed(qint64 copied, qint64 size); ///< bytes; at most 20 times a second
    void finished();

private:
    struct Shared;

    QString m_from;
    QString m_to;
    QString m_error;
    std::shared_ptr<Shared> m_shared;
};

} // namespace spaceline
