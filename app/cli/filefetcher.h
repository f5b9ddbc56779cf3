#pragma once

#include "base/failure.h"
#include "base/fileref.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace spaceline {
class Http;

namespace gradio {
class Download;
}

namespace cli {

/// Fetches the files of replies into one folder, one after the other. Names are made safe, nothing
/// that is there is replaced: "plot-2.png". For one reply after the other; each start() ends in one
/// finished().
class FileFetcher : public QObject {
    Q_OBJECT
public:
    /// \p http is not owned and outlives it. \p folder exists.
    FileFetcher(Http &http, QString folder, QObject *parent = nullptr);

    /// \p api ends in a slash.
    void start(const std::vector<FileRef> &files, const QUrl &api);
    /// The rest is not fetched.
    void cancel();
    /// Absolute, beside the files that were given; empty where one could not be fetched.
    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    /// What they are by their content, likewise.
    [[nodiscard]] const QStringList &mimes() const { return m_mimes; }
    /// The first one's that could not.
    [[nodiscard]] const Failure &failure() const { return m_failure; }

Q_SIGNALS:
    void finished(); ///< never from within start() where there is something to fetch

private:
    void next();
    void fetched();

    Http &m_http;
    QString m_folder;
    QUrl m_api;
    std::vector<FileRef> m_files;
    QPointer<gradio::Download> m_download;
    QString m_target; ///< being written
    QStringList m_paths;
    QStringList m_mimes;
    Failure m_failure;
    bool m_isCancelled = false;
};

} // namespace cli

} // namespace spaceline
