#include "corpus.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

QMap<QString, QByteArray> corpus()
{
    QMap<QString, QByteArray> result;
    const QDir folder(QString::fromUtf8(SPACELINE_TEST_DATA) + "/markdown"_L1);
    for (const QString &name : folder.entryList({u"*.md"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            result.insert(name, file.readAll());
    }
    if (result.size() < 40)
        qFatal("The corpus is missing: %s", qPrintable(folder.path()));
    return result;
}
