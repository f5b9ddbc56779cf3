#pragma once

#include "base/localfile.h"
#include "gradio/transport.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <utility>

namespace spaceline::cli {

/// What `spaceline ask` was told.
struct AskOptions {
    QString space;
    QString endpoint;
    QStringList prompts;
    QList<std::pair<QString, QString>> params; ///< name or label, and what it was given
    std::optional<QString> system;
    QList<LocalFile> files; ///< they exist
    QString output; ///< folder for files of replies, absolute; empty: they are not fetched
    QString user;
    QString logFile;
    std::optional<gradio::Transport::Kind> transport;
    std::chrono::milliseconds silence = std::chrono::seconds(60);
    bool json = false;
    bool quiet = false;
};

/// What `spaceline info` was told.
struct InfoOptions {
    QString space;
    bool json = false;
};

/// What `spaceline doctor` was told.
struct DoctorOptions {
    QString space;
    bool json = false;
    bool call = false;
};

/// The result of reading arguments: the options, or something to print.
template <typename Options>
struct Parsed {
    Options options;
    QString error; ///< one sentence for standard error; exit 2
    QString help; ///< for standard output; exit 0
};

/// \p arguments begin with the program's name and the command's.
[[nodiscard]] Parsed<AskOptions> parseAsk(const QStringList &arguments);
[[nodiscard]] Parsed<InfoOptions> parseInfo(const QStringList &arguments);
[[nodiscard]] Parsed<DoctorOptions> parseDoctor(const QStringList &arguments);
/// `spaceline --help`.
[[nodiscard]] QString generalHelp();

} // namespace spaceline::cli
