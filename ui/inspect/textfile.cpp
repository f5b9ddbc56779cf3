#include "inspect/textfile.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("SavedFiles", text); }

/// Answers what went wrong; empty where nothing did.
QString write(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray bytes = text.toUtf8();
    if (file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

void saveTextAs(QWidget *parent, const QString &name, const QString &text)
{
    // Made here rather than by a static function: the event loop runs once.
    auto *dialog
        = new QFileDialog(parent, words(QT_TRANSLATE_NOOP("SavedFiles", "Save as")),
                          QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, parent, [parent, text](const QString &path) {
            const QString problem = write(path, text);
            if (problem.isEmpty())
                return;
            auto *box = new QMessageBox(
                QMessageBox::Warning, words(QT_TRANSLATE_NOOP("SavedFiles", "Not saved")),
                words(QT_TRANSLATE_NOOP("SavedFiles", "%1 could not be saved: %2"))
                    .arg(QFileInfo(path).fileName(), problem),
                QMessageBox::Ok, parent);
            box->setTextFormat(Qt::PlainText);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        });
    dialog->open();
}

} // namespace spaceline
