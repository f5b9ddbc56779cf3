#include "window/savedfiles.h"

#include "store/filecopy.h"
#include "store/storedfile.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QStandardPaths>
#include <QUrl>

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("SavedFiles", text); }

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
                         // It outlives the window: what was asked for is written in full.
                         auto *copy = new FileCopy(file.path, target, QCoreApplication::instance());
                         QObject::connect(copy, &FileCopy::finished, copy, &QObject::deleteLater);
                         QObject::connect(copy, &FileCopy::finished, parent, [parent, file, copy] {
                             if (!copy->error().isEmpty())
                                 sayNotSaved(parent, file.name, copy->error());
                         });
                         copy->start();
                     });
    dialog->open();
}

} // namespace spaceline
