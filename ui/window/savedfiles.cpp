#include "window/savedfiles.h"

#include "store/storedfile.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>

namespace spaceline {

namespace {

constexpr qint64 kChunk = 1024 * 1024;

QString words(const char *text) { return QCoreApplication::translate("SavedFiles", text); }

/// Answers what went wrong; empty where nothing did.
QString copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return source.errorString();
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly))
        return target.errorString();
    while (!source.atEnd()) {
        const QByteArray chunk = source.read(kChunk);
        if (chunk.isEmpty())
            return source.errorString();
        if (target.write(chunk) != chunk.size())
            return target.errorString();
    }
    return target.commit() ? QString() : target.errorString();
}

void sayNotSaved(QWidget *parent, const QString &name, const QString &reason)
{
    auto *box = new QMessageBox(
        QMessageBox::Warning, words(QT_TRANSLATE_NOOP("SavedFiles", "Not saved")),
        words(QT_TRANSLATE_NOOP("SavedFiles", "%1 could not be saved: %2")).arg(name, reason),
        QMessageBox::Ok, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace

void openStoredFile(const StoredFile &file)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(file.path));
}

void saveStoredFileAs(QWidget *parent, const StoredFile &file)
{
    // Made here rather than by a static function: the event loop runs once.
    auto *dialog
        = new QFileDialog(parent, words(QT_TRANSLATE_NOOP("SavedFiles", "Save as")),
                          QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(file.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, file](const QString &target) {
                         const QString problem = copyFile(file.path, target);
                         if (!problem.isEmpty())
                             sayNotSaved(parent, file.name, problem);
                     });
    dialog->open();
}

} // namespace spaceline
